/// Work that is done again and again beside the requests.
@NullMarked
package dev.revaer.app.keeper;

import org.jspecify.annotations.NullMarked;

/// Opens encrypted archives with the passwords that are known.
@NullMarked
package dev.revaer.fsops.password;

import org.jspecify.annotations.NullMarked;

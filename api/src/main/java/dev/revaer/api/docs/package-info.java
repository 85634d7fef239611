/// The API shown in a browser: `/docs`.
@NullMarked
package dev.revaer.api.docs;

import org.jspecify.annotations.NullMarked;

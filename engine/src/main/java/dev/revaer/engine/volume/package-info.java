/// Room on the volumes that downloads lie on, and files that move between them.
@NullMarked
package dev.revaer.engine.volume;

import org.jspecify.annotations.NullMarked;

/// The volumes that downloads lie on: whether they are there, and whether they have space.
@NullMarked
package dev.revaer.app.volume;

import org.jspecify.annotations.NullMarked;

/// api
@NullMarked
package dev.revaer.api;

import org.jspecify.annotations.NullMarked;

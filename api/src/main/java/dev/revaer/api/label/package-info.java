/// Categories and tags over HTTP: `/v1/categories`, `/v1/tags`.
@NullMarked
package dev.revaer.api.label;

import org.jspecify.annotations.NullMarked;

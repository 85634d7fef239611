/// Settings over HTTP: `/v1/config`.
@NullMarked
package dev.revaer.api.setting;

import org.jspecify.annotations.NullMarked;

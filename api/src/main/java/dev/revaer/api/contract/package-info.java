/// What `openapi.json` says beyond the controllers: who may call, and how errors look.
@NullMarked
package dev.revaer.api.contract;

import org.jspecify.annotations.NullMarked;

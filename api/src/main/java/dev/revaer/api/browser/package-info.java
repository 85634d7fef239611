/// What browsers are told: which pages of others may call, and what they may make of an answer.
@NullMarked
package dev.revaer.api.browser;

import org.jspecify.annotations.NullMarked;

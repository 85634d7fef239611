/// What is measured, for Prometheus: `/metrics`.
@NullMarked
package dev.revaer.app.metric;

import org.jspecify.annotations.NullMarked;

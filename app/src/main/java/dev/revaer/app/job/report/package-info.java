/// What is told of the jobs: lists, their records, and what would be done.
@NullMarked
package dev.revaer.app.job.report;

import org.jspecify.annotations.NullMarked;

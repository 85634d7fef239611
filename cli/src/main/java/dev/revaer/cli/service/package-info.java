/// What the service can be asked for, a client for each topic, and what it answers.
@NullMarked
package dev.revaer.cli.service;

import org.jspecify.annotations.NullMarked;

/// The main job shown on real data: a seeding session, a service and the command line, each a process of its own.
@NullMarked
package dev.revaer.app.demo;

import org.jspecify.annotations.NullMarked;

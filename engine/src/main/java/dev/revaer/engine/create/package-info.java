/// What is to be put into new metainfo, and how far its making has come.
@NullMarked
package dev.revaer.engine.create;

import org.jspecify.annotations.NullMarked;

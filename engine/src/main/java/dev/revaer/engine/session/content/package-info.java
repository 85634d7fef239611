/// Looks at the files of torrents that no session has yet.
@NullMarked
package dev.revaer.engine.session.content;

import org.jspecify.annotations.NullMarked;

/// Metainfo read and made with libtorrent, without a session.
@NullMarked
package dev.revaer.engine.session.metainfo;

import org.jspecify.annotations.NullMarked;

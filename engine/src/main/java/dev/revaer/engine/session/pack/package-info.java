/// Settings as libtorrent takes them and tells them: a `settings_pack`.
@NullMarked
package dev.revaer.engine.session.pack;

import org.jspecify.annotations.NullMarked;

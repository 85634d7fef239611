/// Makes torrents of content that lies here, one after the other, and keeps what came of it in files.
@NullMarked
package dev.revaer.app.create;

import org.jspecify.annotations.NullMarked;

package dev.revaer.app.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// The folder PostgreSQL keeps its data in, and the password that opens it.
///
/// @param directory PostgreSQL's `PGDATA`
record PostgresCluster(Path directory, String password) {
    static final String USER = "revaer";
    static final String DATABASE = "postgres";
    private static final String NAME = "cluster";
    private static final int PASSWORD_BYTES = 24;

    /// Makes `<home>/cluster` and `<home>/password`, unless they are there. What a crash half-way has left is redone.
    ///
    /// @throws DatabaseException if there is a cluster without its password, or `initdb` fails
    static PostgresCluster madeIn(
            Path home,
            PostgresBinaries binaries,
            PostgresCommand command,
            PostgresLog log)
            throws IOException {
        var directory = home.resolve(NAME);
        var passwordFile = home.resolve("password");
        if (Files.exists(directory)) {
            if (!Files.exists(passwordFile)) {
                throw new DatabaseException(
                        "the password of the database in " + directory + " is lost: bring back "
                                + passwordFile + ", or move the folder " + home
                                + " away to begin with an empty database");
            }
            return new PostgresCluster(directory, Files.readString(passwordFile).strip());
        }

        writePassword(passwordFile);
        var unfinished = DirectoryTree.unfinished(home, NAME);
        DirectoryTree.delete(unfinished);
        initialize(unfinished, passwordFile, binaries, command, log);
        DirectoryTree.finish(home, NAME);
        return new PostgresCluster(directory, Files.readString(passwordFile).strip());
    }

    /// Keeps the password out of logs.
    @Override
    public String toString() {
        return directory.toString();
    }

    private static void writePassword(Path file) throws IOException {
        var random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        var unfinished = file.resolveSibling("password.unfinished");
        Files.deleteIfExists(unfinished);
        var ownerOnly = PosixFilePermissions.fromString("rw-------");
        try (var channel = Files.newByteChannel(
                unfinished,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC),
                PosixFilePermissions.asFileAttribute(ownerOnly))) {
            channel.write(ByteBuffer.wrap(HexFormat.of().formatHex(random).getBytes(US_ASCII)));
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Collation and character classes are PostgreSQL's own (`builtin`), so that an index never depends on the
    /// machine's C library.
    private static void initialize(
            Path directory,
            Path passwordFile,
            PostgresBinaries binaries,
            PostgresCommand command,
            PostgresLog log) throws IOException {
        var arguments = List.of(
                "--pgdata=" + directory,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
        var begin = log.end();
        try {
            var exitCode = command.start(log.file(), binaries.program("initdb"), arguments).waitFor();
            if (exitCode != 0) {
                throw new DatabaseException(
                        "can't make the database in " + directory.getParent()
                                + ": initdb says\n" + log.tailSince(begin));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while making the database", e);
        }
    }
}

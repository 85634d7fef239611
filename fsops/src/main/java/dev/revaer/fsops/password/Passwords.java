package dev.revaer.fsops.password;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

import com.github.junrar.exception.RarException;
import com.github.junrar.exception.WrongPasswordException;
import dev.revaer.fsops.entry.LimitException;
import dev.revaer.fsops.entry.StorageException;
import dev.revaer.fsops.entry.UnsafeEntryException;
import dev.revaer.fsops.entry.UnsupportedArchiveException;
import org.apache.commons.compress.PasswordRequiredException;
import org.jspecify.annotations.Nullable;

/// Opens archives with the passwords that are known: with none first, then with the one that opened the last archive,
/// then with the others in their order.
public final class Passwords {
    private final List<String> passwords;

    public Passwords(List<String> passwords) {
        this.passwords = new ArrayList<>(passwords);
    }

    /// Unpacks an archive whole, or leaves behind what is to be deleted.
    public interface Attempt {
        void unpack(char @Nullable [] password) throws IOException, RarException;
    }

    /// Tries until one opens it. Of 7z and RAR4 nothing tells a wrong password from damage, so every failure that may
    /// come from either leads to the next password.
    ///
    /// @throws LockedArchiveException when none does
    public void open(Attempt attempt) throws IOException, RarException {
        Exception last;
        try {
            attempt.unpack(null);
            return;
        } catch (IOException | RarException | RuntimeException e) {
            if (!asksForPassword(e)) {
                throw e;
            }
            last = e;
        }
        for (var password : List.copyOf(passwords)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            var refusal = refusal(attempt, password);
            if (refusal == null) {
                passwords.remove(password);
                passwords.addFirst(password);
                return;
            }
            last = asksForPassword(refusal) ? last : refusal;
        }
        throw new LockedArchiveException(passwords.size(), last);
    }

    /// Null if it opens it.
    private static @Nullable Exception refusal(Attempt attempt, String password) throws IOException {
        try {
            attempt.unpack(password.toCharArray());
            return null;
        } catch (IOException | RarException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                switch (cause) {
                    case StorageException failed -> throw failed;
                    case InterruptedIOException interrupted -> throw interrupted;
                    case UnsafeEntryException unsafe -> throw unsafe;
                    case LimitException exceeded -> throw exceeded;
                    case UnsupportedArchiveException unsupported -> throw unsupported;
                    default -> {
                        // the next cause, and at their end the next password
                    }
                }
            }
            return e;
        }
    }

    private static boolean asksForPassword(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof PasswordRequiredException || cause instanceof WrongPasswordException) {
                return true;
            }
        }
        return false;
    }
}

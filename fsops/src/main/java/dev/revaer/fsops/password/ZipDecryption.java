package dev.revaer.fsops.password;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import dev.revaer.fsops.entry.UnsupportedArchiveException;
import net.lingala.zip4j.crypto.AESDecrypter;
import net.lingala.zip4j.crypto.Decrypter;
import net.lingala.zip4j.crypto.engine.ZipCryptoEngine;
import net.lingala.zip4j.exception.ZipException;
import net.lingala.zip4j.model.AESExtraDataRecord;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.jspecify.annotations.Nullable;

/// Reads encrypted entries of zip, which Commons Compress cannot: by AES as WinZip does it (AE-1 and AE-2), and by the
/// cipher of PKZIP 2.
public final class ZipDecryption {
    private static final int AES = 99;
    private static final ZipShort AES_FIELD = new ZipShort(0x9901);
    private static final int AES_FIELD_BYTES = 7;
    private static final int VERIFIER_BYTES = 2;
    private static final int CODE_BYTES = 10;
    private static final int CIPHER_HEADER_BYTES = 12;

    private final char[] password;

    /// For one entry.
    ///
    /// @throws PasswordRequiredException for no password
    public ZipDecryption(ZipArchiveEntry entry, char @Nullable [] password) throws IOException {
        if (password == null) {
            throw new PasswordRequiredException(entry.getName());
        }
        if (entry.getGeneralPurposeBit().usesStrongEncryption()) {
            throw new UnsupportedArchiveException(entry.getName() + " is encrypted as PKZIP alone does it");
        }
        this.password = password;
    }

    /// AE-2 leaves the checksum out, its code stands for it.
    public static boolean hasChecksum(ZipArchiveEntry entry) {
        return !entry.getGeneralPurposeBit().usesEncryption() || entry.getMethod() != AES
                || entry.getCrc() != 0;
    }

    /// The content of an entry.
    ///
    /// @throws PasswordRequiredException for a wrong password, as far as that shows before the content is read
    public InputStream open(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        var raw = zip.getRawInputStream(entry);
        if (entry.getMethod() != AES) {
            return decompressed(pkzip(raw, entry), entry.getMethod(), entry);
        }
        var field = aesField(entry);
        var method = (field[5] & 0xff) | (field[6] & 0xff) << 8;
        return decompressed(aes(raw, entry, field[4]), method, entry);
    }

    private static byte[] aesField(ZipArchiveEntry entry) throws IOException {
        var extra = entry.getExtraField(AES_FIELD);
        var field = extra == null ? null : extra.getCentralDirectoryData();
        if (field == null || field.length < AES_FIELD_BYTES) {
            throw new IOException(entry.getName() + " does not say how it is encrypted");
        }
        return field;
    }

    private static InputStream decompressed(InputStream packed, int method, ZipArchiveEntry entry)
            throws IOException {
        if (method == ZipMethod.STORED.getCode()) {
            return packed;
        }
        if (method == ZipMethod.DEFLATED.getCode()) {
            return new Inflated(packed);
        }
        throw new UnsupportedArchiveException(
                entry.getName() + " is compressed by method " + method + " and encrypted");
    }

    private InputStream aes(InputStream raw, ZipArchiveEntry entry, byte strength) throws IOException {
        var keys = AesKeyStrength.getAesKeyStrengthFromRawCode(strength);
        if (keys == null) {
            throw new IOException(entry.getName() + " is encrypted by a key of unknown length");
        }
        var field = new AESExtraDataRecord();
        field.setAesKeyStrength(keys);
        var salt = raw.readNBytes(keys.getSaltLength());
        var verifier = raw.readNBytes(VERIFIER_BYTES);
        try {
            var decrypter = new AESDecrypter(field, password, salt, verifier, true);
            var length = entry.getCompressedSize() - salt.length - VERIFIER_BYTES - CODE_BYTES;
            return new Decrypted(raw, length, decrypter, () -> decrypter.getCalculatedAuthenticationBytes(0));
        } catch (ZipException _) {
            throw new PasswordRequiredException(entry.getName());
        }
    }

    private InputStream pkzip(InputStream raw, ZipArchiveEntry entry) throws IOException {
        var engine = new ZipCryptoEngine();
        engine.initKeys(password, true);
        Decrypter decrypter = (bytes, start, length) -> {
            for (var i = start; i < start + length; i++) {
                bytes[i] ^= engine.decryptByte();
                engine.updateKeys(bytes[i]);
            }
            return length;
        };
        var header = raw.readNBytes(CIPHER_HEADER_BYTES);
        decrypter.decryptData(header, 0, header.length);
        // With its sizes after the content, an entry has here the time instead, of which the checksum knows nothing.
        var isChecked = !entry.getGeneralPurposeBit().usesDataDescriptor();
        if (header.length < CIPHER_HEADER_BYTES
                || (isChecked && header[CIPHER_HEADER_BYTES - 1] != (byte) (entry.getCrc() >>> 24))) {
            throw new PasswordRequiredException(entry.getName());
        }
        return new Decrypted(raw, entry.getCompressedSize() - CIPHER_HEADER_BYTES, decrypter, null);
    }

    /// Reads what is packed to its end, where the code stands.
    private static final class Inflated extends InflaterInputStream {
        private Inflated(InputStream packed) {
            super(packed, new Inflater(true), 1 << 16);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = super.read(bytes, offset, length);
            if (read < 0) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    /// Gives the code that must stand after the content.
    private interface Code {
        byte[] calculate();
    }

    private static final class Decrypted extends InputStream {
        private final InputStream raw;
        private final Decrypter decrypter;
        private final @Nullable Code code;
        private final byte[] buffer = new byte[1 << 16];
        private long left;
        private int at;
        private int end;
        private boolean isChecked;

        private Decrypted(InputStream raw, long length, Decrypter decrypter, @Nullable Code code)
                throws IOException {
            if (length < 0) {
                throw new EOFException("an encrypted entry ends too early");
            }
            this.raw = raw;
            this.left = length;
            this.decrypter = decrypter;
            this.code = code;
        }

        @Override
        public int read() throws IOException {
            return fill() ? buffer[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            var count = Math.min(length, end - at);
            System.arraycopy(buffer, at, bytes, offset, count);
            at += count;
            return count;
        }

        /// Whole blocks of the cipher, but for the last.
        private boolean fill() throws IOException {
            if (at < end) {
                return true;
            }
            if (left == 0) {
                check();
                return false;
            }
            end = raw.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
            if (end < Math.min(buffer.length, left)) {
                throw new EOFException("an encrypted entry ends too early");
            }
            decrypter.decryptData(buffer, 0, end);
            left -= end;
            at = 0;
            return true;
        }

        private void check() throws IOException {
            if (code == null || isChecked) {
                return;
            }
            isChecked = true;
            if (!Arrays.equals(raw.readNBytes(CODE_BYTES), Arrays.copyOf(code.calculate(), CODE_BYTES))) {
                throw new IOException("an encrypted entry was changed");
            }
        }

        @Override
        public void close() throws IOException {
            raw.close();
        }
    }
}

package dev.revaer.fsops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32;

import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesVersion;
import net.lingala.zip4j.model.enums.CompressionMethod;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/// Makes real archives of every format.
final class ArchiveWriter {
    private ArchiveWriter() {}

    /// @param extension as in a file name, with its dot
    static byte[] archive(String extension, Map<String, byte[]> files) throws IOException {
        return switch (extension) {
            case ".zip" -> zip(files);
            case ".7z" -> sevenZip(files, null);
            case ".tar" -> tar(files);
            case ".tar.gz" -> compressed(CompressorStreamFactory.GZIP, tar(files));
            case ".tar.bz2" -> compressed(CompressorStreamFactory.BZIP2, tar(files));
            case ".tar.xz" -> compressed(CompressorStreamFactory.XZ, tar(files));
            case ".tar.zst" -> compressed(CompressorStreamFactory.ZSTANDARD, tar(files));
            case ".rar" -> RarWriter.archive(files);
            default -> throw new IllegalArgumentException(extension);
        };
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] zipWithLink() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            var link = new ZipArchiveEntry("link");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            zip.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    static byte[] sevenZip(Map<String, byte[]> files, char @Nullable [] password) throws IOException {
        var channel = new SeekableInMemoryByteChannel();
        try (var archive = password == null
                ? new SevenZOutputFile(channel)
                : new SevenZOutputFile(channel, password)) {
            for (var file : files.entrySet()) {
                var entry = archive.createArchiveEntry(java.nio.file.Path.of("pom.xml"), file.getKey());
                entry.setDirectory(file.getKey().endsWith("/"));
                archive.putArchiveEntry(entry);
                archive.write(file.getValue());
                archive.closeArchiveEntry();
            }
            archive.finish();
        }
        return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
    }

    static byte[] tar(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// @param kind a type flag of tar: `2` symbolic link, `1` hard link, `6` FIFO
    static byte[] tarWithSpecial(char kind) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry("special", (byte) kind);
            entry.setLinkName("../../target");
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    /// Written by zip4j.
    static byte[] encryptedZip(
            Map<String, byte[]> files,
            String password,
            EncryptionMethod method,
            AesVersion version,
            boolean packed)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, password.toCharArray())) {
            for (var file : files.entrySet()) {
                var parameters = new ZipParameters();
                parameters.setFileNameInZip(file.getKey());
                parameters.setEncryptFiles(true);
                parameters.setEncryptionMethod(method);
                parameters.setAesVersion(version);
                parameters.setCompressionMethod(packed ? CompressionMethod.DEFLATE : CompressionMethod.STORE);
                parameters.setEntrySize(file.getValue().length);
                zip.putNextEntry(parameters);
                zip.write(file.getValue().clone()); // it encrypts in place
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// A changed 7z whose list of files has the right checksums again.
    static byte[] withHeaderChecksums(byte[] sevenZip) {
        var archive = ByteBuffer.wrap(sevenZip).order(ByteOrder.LITTLE_ENDIAN);
        archive.putInt(28, crc(sevenZip, 32 + (int) archive.getLong(12), (int) archive.getLong(20)));
        archive.putInt(8, crc(sevenZip, 12, 20));
        return sevenZip;
    }

    private static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static byte[] compressed(String compressor, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new CompressorStreamFactory()
                .createCompressorOutputStream(compressor, bytes)) {
            out.write(content);
        } catch (CompressorException e) {
            throw new IOException(e);
        }
        return bytes.toByteArray();
    }
}

package io.bulwark.cluster.artifact;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts in a directory, each a file named by the SHA-256 of its bytes. A file appears under its name by an atomic rename after all of it is
 * on the disk.
 */
public final class FileArtifacts implements ArtifactStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileArtifacts.class);
    /** Nobody can go on with these. */
    private static final String UNFINISHED = "unfinished-";
    /** Before the name of an artifact that can be gone on with. */
    private static final String PARTIAL = "partial-";
    /** Before the name of an artifact whose bytes were found to be others. */
    private static final String DAMAGED = "damaged-";

    private static final Duration PARTIAL_AT_MOST = Duration.ofDays(7);

    private final Path directory;
    private final AtomicLong bytes = new AtomicLong();

    /** Opens the store, makes the directory if it is not there, and removes what earlier processes left unfinished. */
    public FileArtifacts(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            Instant old = Instant.now().minus(PARTIAL_AT_MOST);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    boolean stale = name.startsWith(PARTIAL)
                            && Files.getLastModifiedTime(file).toInstant().isBefore(old);
                    if (stale || name.startsWith(UNFINISHED)) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new ArtifactException("the artifact directory " + directory + " cannot be used", e);
        }
        entries();
    }

    @Override
    public ArtifactId put(byte[] bytes) {
        try (Writer writer = create()) {
            writer.write(bytes, 0, bytes.length);
            return writer.publish();
        }
    }

    @Override
    public ArtifactId putForUse(byte[] bytes) {
        try (FileWriter writer = newWriter()) {
            writer.write(bytes, 0, bytes.length);
            return writer.publish(false);
        }
    }

    @Override
    public ArtifactId put(Path file) {
        try (Writer writer = create();
                InputStream in = Files.newInputStream(file)) {
            in.transferTo(writer);
            return writer.publish();
        } catch (IOException e) {
            throw new ArtifactException(file + " cannot be read", e);
        }
    }

    @Override
    public Writer create() {
        return newWriter();
    }

    private FileWriter newWriter() {
        try {
            Path file = Files.createTempFile(directory, UNFINISHED, "");
            return FileWriter.open(this, file, Optional.empty());
        } catch (IOException e) {
            throw new ArtifactException("no file can be made in " + directory, e);
        }
    }

    @Override
    public Writer resume(ArtifactId id) {
        try {
            return FileWriter.open(this, directory.resolve(PARTIAL + id), Optional.of(id));
        } catch (IOException e) {
            throw new ArtifactException("no file can be made in " + directory, e);
        }
    }

    @Override
    public boolean holds(ArtifactId id) {
        return Files.isRegularFile(path(id));
    }

    @Override
    public long size(ArtifactId id) {
        try {
            return Files.size(path(id));
        } catch (IOException e) {
            throw new ArtifactException("artifact " + id + " cannot be read", e);
        }
    }

    @Override
    public byte[] read(ArtifactId id, long offset, int length) {
        try (FileChannel channel = FileChannel.open(path(id), StandardOpenOption.READ)) {
            long there = Math.max(0, channel.size() - offset);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, there));
            while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                // A read may give less than it was asked for.
            }
            if (buffer.hasRemaining()) {
                throw new ArtifactException("artifact " + id + " became shorter while it was read");
            }
            return buffer.array();
        } catch (IOException e) {
            throw new ArtifactException("artifact " + id + " cannot be read", e);
        }
    }

    @Override
    public Path path(ArtifactId id) {
        return directory.resolve(id.toString());
    }

    @Override
    public boolean verify(ArtifactId id) {
        try {
            MessageDigest digest = Sha256.start();
            digestOf(path(id), digest);
            if (id.bytes().equals(ByteString.copyFrom(digest.digest()))) {
                return true;
            }
            bytes.addAndGet(-size(id));
            Path aside = directory.resolve(DAMAGED + id);
            Files.move(path(id), aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            LOG.error(
                    "artifact {} is damaged on this disk; it is set aside as {} and has to come from another",
                    id,
                    aside);
            return false;
        } catch (IOException e) {
            throw new ArtifactException("artifact " + id + " cannot be read", e);
        }
    }

    @Override
    public void delete(ArtifactId id) {
        try {
            long held = entry(path(id)).map(Entry::bytes).orElse(0L);
            if (Files.deleteIfExists(path(id))) {
                bytes.addAndGet(-held);
            }
        } catch (IOException e) {
            throw new ArtifactException("artifact " + id + " cannot be removed", e);
        }
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    /** An artifact of so many bytes is to get its name. */
    void publishing(ArtifactId id, long more) {
        bytes.addAndGet(holds(id) ? 0 : more);
    }

    @Override
    public List<Entry> entries() {
        try (Stream<Path> files = Files.list(directory)) {
            List<Entry> entries = new ArrayList<>();
            for (Path file : files.toList()) {
                entry(file).ifPresent(entries::add);
            }
            bytes.set(entries.stream().mapToLong(Entry::bytes).sum());
            return entries;
        } catch (IOException e) {
            throw new ArtifactException("the artifact directory " + directory + " cannot be read", e);
        }
    }

    private static Optional<Entry> entry(Path file) throws IOException {
        try {
            ArtifactId id = ArtifactId.parse(file.getFileName().toString());
            return Optional.of(new Entry(
                    id, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
        } catch (MalformedMessageException | NoSuchFileException e) {
            // Something else, or removed while the directory was read.
            return Optional.empty();
        }
    }

    Path directory() {
        return directory;
    }

    /** Adds a file's bytes to a digest; answers how many there are. */
    static long digestOf(Path file, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return bytes;
    }
}

package io.bulwark.cluster.artifact;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.stream.Stream;

/**
 * A directory of artifacts, each a file named by the SHA-256 of its bytes. A file appears under its name by an atomic rename after all of it
 * is written, so a reader sees the whole artifact or none.
 *
 * <p>Safe for use by several threads. The calls block on the disk. Every method that does throws {@link ArtifactException} when it fails.
 */
public final class ArtifactStore {
    private static final String UNFINISHED = "unfinished-";

    private final Path directory;

    /** Opens the store, makes the directory if it is not there, and removes what an earlier process left unfinished. */
    public ArtifactStore(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith(UNFINISHED))
                        .toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new ArtifactException("the artifact directory " + directory + " cannot be used", e);
        }
    }

    /** Keeps the bytes. */
    public ArtifactId put(byte[] bytes) {
        try (Writer writer = create()) {
            writer.write(bytes, 0, bytes.length);
            return writer.publish();
        }
    }

    /** Keeps a copy of a file. */
    public ArtifactId put(Path file) {
        try (Writer writer = create();
                var in = Files.newInputStream(file)) {
            in.transferTo(writer);
            return writer.publish();
        } catch (IOException e) {
            throw new ArtifactException(file + " cannot be read", e);
        }
    }

    /** Starts an artifact of unknown name; it is kept only if it is published. */
    public Writer create() {
        try {
            Path file = Files.createTempFile(directory, UNFINISHED, "");
            return new Writer(file, Files.newOutputStream(file));
        } catch (IOException e) {
            throw new ArtifactException("no file can be made in " + directory, e);
        }
    }

    public boolean holds(ArtifactId id) {
        return Files.isRegularFile(path(id));
    }

    /** The artifact's length in bytes. */
    public long size(ArtifactId id) {
        try {
            return Files.size(path(id));
        } catch (IOException e) {
            throw new ArtifactException("artifact " + id + " cannot be read", e);
        }
    }

    /** The bytes of the artifact from {@code offset} on, at most {@code length} of them, fewer only at its end. */
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

    /** Where the artifact's file is, or would be. */
    public Path path(ArtifactId id) {
        return directory.resolve(id.toString());
    }

    /** An artifact that is being written. Closing it before it is published discards it. */
    public final class Writer extends OutputStream {
        private final Path file;
        private final OutputStream out;
        private final MessageDigest digest = Sha256.start();
        private boolean published;

        private Writer(Path file, OutputStream out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new ArtifactException("writing an artifact to " + directory + " failed", e);
            }
            digest.update(bytes, offset, length);
        }

        /** Gives the artifact its name. */
        public ArtifactId publish() {
            ArtifactId id = new ArtifactId(ByteString.copyFrom(digest.digest()));
            try {
                out.close();
                Files.move(file, path(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new ArtifactException("writing artifact " + id + " to " + directory + " failed", e);
            }
            published = true;
            return id;
        }

        @Override
        public void close() {
            if (published) {
                return;
            }
            try {
                out.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new ArtifactException("the unfinished file " + file + " cannot be removed", e);
            }
        }
    }
}

package io.bulwark.cluster.artifact;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;

/** A file on its way to being an artifact. */
final class FileWriter extends ArtifactStore.Writer {
    private final FileArtifacts store;
    private final Path file;
    private final FileChannel out;
    private final MessageDigest digest;
    /** What it is to be, if that is known. */
    private final Optional<ArtifactId> name;

    private long written;
    private boolean published;

    /** Goes on behind what the file has, or starts it. */
    static FileWriter open(FileArtifacts store, Path file, Optional<ArtifactId> name) throws IOException {
        MessageDigest digest = Sha256.start();
        long written = Files.exists(file) ? FileArtifacts.digestOf(file, digest) : 0;
        FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new FileWriter(store, file, out, digest, name, written);
    }

    private FileWriter(
            FileArtifacts store,
            Path file,
            FileChannel out,
            MessageDigest digest,
            Optional<ArtifactId> name,
            long written) {
        this.store = store;
        this.file = file;
        this.out = out;
        this.digest = digest;
        this.name = name;
        this.written = written;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            // What a full disk took of these bytes is not counted, so it must not stay.
            cut();
            throw new ArtifactException("writing an artifact to " + store.directory() + " failed", e);
        }
        digest.update(bytes, offset, length);
        written += length;
    }

    private void cut() {
        try {
            out.truncate(written);
        } catch (IOException e) {
            throw new ArtifactException("the unfinished file " + file + " cannot be cut", e);
        }
    }

    @Override
    public long written() {
        return written;
    }

    @Override
    public ArtifactId publish() {
        return publish(true);
    }

    /** @param flushed whether it is to be on the disk, and not only on its way there, when this comes back */
    ArtifactId publish(boolean flushed) {
        ArtifactId id = new ArtifactId(ByteString.copyFrom(digest.digest()));
        try {
            if (name.isPresent() && !name.get().equals(id)) {
                out.close();
                Files.delete(file);
                throw new ArtifactException.OtherBytes(
                        "the bytes of artifact " + name.get().brief() + " are not those that its digest names");
            }
            if (flushed) {
                out.force(true);
            }
            out.close();
            store.publishing(id, written);
            Files.move(file, store.path(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (flushed) {
                flushName();
            }
        } catch (IOException e) {
            throw new ArtifactException("writing artifact " + id + " to " + store.directory() + " failed", e);
        }
        published = true;
        return id;
    }

    /** The name is on the disk only when the directory is. */
    private void flushName() throws IOException {
        try (FileChannel directory = FileChannel.open(store.directory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
            if (!published && name.isEmpty()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new ArtifactException("the unfinished file " + file + " cannot be removed", e);
        }
    }
}

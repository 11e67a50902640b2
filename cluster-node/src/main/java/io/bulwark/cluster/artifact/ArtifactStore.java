package io.bulwark.cluster.artifact;

import io.bulwark.protocol.ArtifactId;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Artifacts, each named by the SHA-256 of its bytes. Whoever reads one sees the whole of it or none, whenever who writes it dies; once one is
 * published it is on the disk.
 *
 * <p>Safe for use by several threads. The calls block. Every one throws {@link ArtifactException} when it fails.
 */
public interface ArtifactStore {
    /**
     * An artifact that is held.
     *
     * @param since milliseconds since 1970, by the store's clock, at which it was published
     */
    record Entry(ArtifactId id, long bytes, long since) {}

    /** Keeps the bytes. */
    ArtifactId put(byte[] bytes);

    /** Keeps bytes that this node uses now, that nobody counts on, and that can be had again: a power cut may damage them, which {@link #holdsSound} finds. */
    default ArtifactId putForUse(byte[] bytes) {
        return put(bytes);
    }

    /** Keeps a copy of a file. */
    ArtifactId put(Path file);

    /** Starts an artifact of unknown name; it is kept only if it is published. */
    Writer create();

    /**
     * Starts an artifact of this name, or goes on where the last writer of it ended: what that has written is read again, so that all of it is held against the
     * name in the end. One at a time for each name.
     */
    Writer resume(ArtifactId id);

    boolean holds(ArtifactId id);

    /** The artifact's length in bytes. */
    long size(ArtifactId id);

    /** The bytes of the artifact from {@code offset} on, at most {@code length} of them, fewer only at its end. */
    byte[] read(ArtifactId id, long offset, int length);

    /** The file that the artifact is in; for one that is not held, where it would be. */
    Path path(ArtifactId id);

    /**
     * Reads the artifact whole and holds it against its name. One that is damaged is set aside, with a loud line in the log, and is not held any more.
     *
     * @return whether it is as it should be
     */
    boolean verify(ArtifactId id);

    /**
     * Whether the artifact is held and, read whole, as it should be now. One that the disk has damaged since is set aside; that, and one that cannot be read, has to
     * come from another.
     */
    default boolean holdsSound(ArtifactId id) {
        try {
            return holds(id) && verify(id);
        } catch (ArtifactException unreadable) {
            return false;
        }
    }

    /** Removes the artifact, if it is held. */
    void delete(ArtifactId id);

    /** Bytes of the artifacts on this machine's disk, kept in mind: it does not look, and may be out of date by a few. */
    long bytes();

    /** All that are held, in no order. */
    List<Entry> entries();

    /** An artifact that is being written. */
    abstract class Writer extends OutputStream {
        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public abstract void write(byte[] bytes, int offset, int length);

        /** Bytes that are written already. */
        public abstract long written();

        /**
         * Gives the artifact its name, once all of it is on the disk.
         *
         * @throws ArtifactException if it cannot be, or if the bytes are not those that the name means with which it was started
         */
        public abstract ArtifactId publish();

        /** Ends writing. What was not published is discarded, or, if it was started with a name, is kept to be gone on with. */
        @Override
        public abstract void close();
    }
}

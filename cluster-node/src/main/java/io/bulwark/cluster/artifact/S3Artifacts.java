package io.bulwark.cluster.artifact;

import io.bulwark.protocol.ArtifactId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Artifacts in S3, with a directory of files in front: proving needs files. What is published is in S3 when that comes back; what is read is fetched
 * once and checked as it arrives. An artifact has at most the 5 GiB that one request may carry.
 */
public final class S3Artifacts implements ArtifactStore {
    private final FileArtifacts files;
    private final S3Bucket bucket;

    /**
     * With the credentials that are in the environment: {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and, if there is one,
     * {@code AWS_SESSION_TOKEN}.
     *
     * @throws ArtifactException if there are none, or the bucket cannot be listed
     */
    public static S3Artifacts open(FileArtifacts files, S3Settings settings, Map<String, String> environment) {
        String key = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        if (key.isEmpty() || secret.isEmpty()) {
            throw new ArtifactException(
                    "artifacts in S3 need AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
        }
        String token = environment.getOrDefault("AWS_SESSION_TOKEN", "");
        S3Bucket bucket = new S3Bucket(settings, new S3Signature(key, secret, token, settings.region()));
        bucket.entries();
        return new S3Artifacts(files, bucket);
    }

    private S3Artifacts(FileArtifacts files, S3Bucket bucket) {
        this.files = files;
        this.bucket = bucket;
    }

    @Override
    public ArtifactId put(byte[] bytes) {
        return kept(files.put(bytes));
    }

    @Override
    public ArtifactId put(Path file) {
        return kept(files.put(file));
    }

    /** A file that is here is held only once it is in S3, too. */
    private ArtifactId kept(ArtifactId id) {
        try {
            bucket.put(id, files.path(id));
            return id;
        } catch (ArtifactException e) {
            files.delete(id);
            throw e;
        }
    }

    @Override
    public Writer create() {
        return new Uploading(files.create());
    }

    @Override
    public Writer resume(ArtifactId id) {
        return new Uploading(files.resume(id));
    }

    @Override
    public boolean holds(ArtifactId id) {
        return files.holds(id) || bucket.size(id).isPresent();
    }

    @Override
    public long size(ArtifactId id) {
        return files.holds(id) ? files.size(id) : bucket.size(id).orElseThrow(() -> missing(id));
    }

    @Override
    public byte[] read(ArtifactId id, long offset, int length) {
        fetch(id);
        return files.read(id, offset, length);
    }

    @Override
    public Path path(ArtifactId id) {
        fetch(id);
        return files.path(id);
    }

    /** Brings it into the directory, if it is in S3 and not there yet. */
    private synchronized void fetch(ArtifactId id) {
        if (files.holds(id)) {
            return;
        }
        try (Writer writer = files.resume(id)) {
            Optional<Long> bytes = bucket.size(id);
            if (bytes.isPresent()) {
                if (writer.written() < bytes.get()) {
                    try (InputStream in = bucket.read(id, writer.written()).orElseThrow(() -> missing(id))) {
                        in.transferTo(writer);
                    }
                }
                writer.publish();
            }
        } catch (IOException e) {
            throw new ArtifactException("artifact " + id + " cannot be fetched from S3", e);
        }
    }

    @Override
    public boolean verify(ArtifactId id) {
        if (files.holds(id)) {
            files.verify(id);
        }
        try {
            fetch(id);
            return files.holds(id);
        } catch (ArtifactException.OtherBytes e) {
            bucket.delete(id);
            return false;
        }
    }

    @Override
    public void delete(ArtifactId id) {
        bucket.delete(id);
        files.delete(id);
    }

    /** Of the files in front of S3. */
    @Override
    public long bytes() {
        return files.bytes();
    }

    @Override
    public List<Entry> entries() {
        return bucket.entries();
    }

    private static ArtifactException missing(ArtifactId id) {
        return new ArtifactException("artifact " + id + " is not in S3");
    }

    /** A file that becomes an object when it is published. */
    private final class Uploading extends Writer {
        private final Writer file;

        private Uploading(Writer file) {
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            file.write(bytes, offset, length);
        }

        @Override
        public long written() {
            return file.written();
        }

        @Override
        public ArtifactId publish() {
            return kept(file.publish());
        }

        @Override
        public void close() {
            file.close();
        }
    }
}

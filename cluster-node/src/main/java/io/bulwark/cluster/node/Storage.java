package io.bulwark.cluster.node;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.S3Artifacts;
import io.bulwark.cluster.artifact.S3Settings;
import io.bulwark.cluster.retention.Retention;
import io.bulwark.cluster.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a node keeps, where, and for how long.
 *
 * @param ledgerBytes how large the ledger may become
 * @param s3 where artifacts are; empty for files in the data directory only
 * @param keep how long finished jobs are remembered, and their artifacts and facts kept
 * @param keepAtLeast how long these are kept when room is short
 * @param artifactBytes beyond which they go before their time, the oldest first
 */
public record Storage(
        long ledgerBytes, Optional<S3Settings> s3, Duration keep, Duration keepAtLeast, long artifactBytes) {
    /** That of {@code reference.conf}. */
    public static final Storage STANDARD =
            new Storage(4L << 30, Optional.empty(), Duration.ofDays(30), Duration.ofDays(1), 200L << 30);

    private static final Duration CENTURY = Duration.ofDays(36_500);
    private static final long LEAST_LEDGER = 1L << 20;

    static Storage of(SettingsReader reader) {
        Duration keep = reader.time("keep-jobs", Duration.ofHours(1), CENTURY);
        Duration least = reader.time("keep-jobs-at-least", Duration.ofMinutes(10), CENTURY);
        reader.require("keep-jobs-at-least", least.compareTo(keep) <= 0, "expected at most keep-jobs, got more");
        long ledger = reader.made("ledger-bytes", Storage::bytes).orElse(LEAST_LEDGER);
        reader.require("ledger-bytes", ledger >= LEAST_LEDGER, "expected at least 1 MiB, got " + ledger + " bytes");
        boolean inS3 = reader.word("artifacts", "file", "s3").equals("s3");
        Optional<URI> endpoint = reader.made("s3.endpoint", URI::create);
        String region = reader.text("s3.region");
        String bucket = reader.text("s3.bucket");
        boolean pathStyle = reader.truth("s3.path-style");
        String prefix = reader.text("s3.prefix");
        if (inS3) {
            String host = endpoint.map(URI::getHost).orElse(null);
            reader.require("s3.endpoint", host != null, "expected an address such as https://s3.example.com, got none");
            reader.require(
                    "s3.bucket",
                    bucket.matches("[a-z0-9][a-z0-9.-]{2,62}"),
                    "expected a bucket's name, got \"" + bucket + '"');
            reader.require(
                    "s3.prefix",
                    prefix.matches("[A-Za-z0-9/_-]{0,200}"),
                    "expected letters, digits, /, _ and -, got \"" + prefix + '"');
        }
        return new Storage(
                ledger,
                inS3 ? endpoint.map(at -> new S3Settings(at, region, bucket, pathStyle, prefix)) : Optional.empty(),
                keep,
                least,
                reader.made("artifact-bytes", Storage::bytes).orElse(0L));
    }

    private static long bytes(String text) {
        try {
            return ConfigFactory.empty()
                    .withValue("it", ConfigValueFactory.fromAnyRef(text))
                    .getBytes("it");
        } catch (ConfigException e) {
            throw new IllegalArgumentException("expected bytes such as 4 GiB, got \"" + text + '"', e);
        }
    }

    /**
     * Opens the artifacts; the directory is all of them, or what is in front of S3.
     *
     * @param otherwise is run if they cannot be opened
     */
    ArtifactStore artifacts(Path directory, Runnable otherwise) {
        try {
            FileArtifacts files = new FileArtifacts(directory);
            return s3.isPresent() ? S3Artifacts.open(files, s3.get(), System.getenv()) : files;
        } catch (RuntimeException e) {
            otherwise.run();
            throw e;
        }
    }

    Retention retention() {
        return new Retention(keep.toMillis(), keepAtLeast.toMillis(), artifactBytes);
    }
}

package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for API keys. The file is read again when it changes, so that a key is made or revoked without a restart; a file that cannot be read then leaves those
 * that were known.
 */
final class KeyedDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(KeyedDoor.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String BEARER = "Bearer ";
    /** No key is as long. */
    private static final int LONGEST = 200;

    private record Entry(ApiKey key, Quota quota) {}

    private final Path file;
    private Map<String, Entry> entries = new HashMap<>();
    private FileTime modified;
    private long looked;

    /** @throws HttpStartException if the file cannot be read or used */
    KeyedDoor(Path file) {
        this.file = file;
        try {
            modified = Files.getLastModifiedTime(file);
            load();
        } catch (IOException e) {
            throw new HttpStartException("the file of API keys " + file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new HttpStartException("the API keys cannot be used: " + e.getMessage(), e);
        }
        looked = System.nanoTime();
    }

    @Override
    public Caller enter(HttpRequest request) {
        String given = request.getHeader("Authorization").map(HttpHeader::value).orElse("");
        if (!given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new ProblemException(
                    ProblemType.NO_KEY, "expected a header \"Authorization: Bearer KEY\" with an API key");
        }
        String key = given.substring(BEARER.length()).strip();
        Entry entry =
                find(key).orElseThrow(() -> new ProblemException(ProblemType.WRONG_KEY, "this key opens nothing here"));
        entry.quota().takeRequest();
        ApiKey line = entry.key();
        return new Caller(
                new Client(line.submitter(), line.openJobs(), line.openBytes()), line.operator(), entry.quota());
    }

    private synchronized Optional<Entry> find(String key) {
        long now = System.nanoTime();
        if (now - looked > LOOK_AGAIN.toNanos()) {
            looked = now;
            reload();
        }
        return key.length() > LONGEST
                ? Optional.empty()
                : Optional.ofNullable(entries.get(ApiKey.idOf(key)))
                        .filter(entry -> !entry.key().revoked() && entry.key().opens(key));
    }

    private void reload() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            if (!now.equals(modified)) {
                modified = now;
                load();
                LOG.info("the file of API keys has changed; {} keys are known now", entries.size());
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.error("the file of API keys has changed and cannot be used; those of before still hold", e);
        }
    }

    /** Whoever's line has not changed keeps what is left of the quota. */
    private void load() {
        Map<String, Entry> next = new HashMap<>();
        for (ApiKey key : ApiKeyFile.read(file)) {
            Entry before = entries.get(key.id());
            next.put(
                    key.id(),
                    before != null && before.key().equals(key)
                            ? before
                            : new Entry(key, new Quota(key.requestsPerSecond(), key.bytesPerDay())));
        }
        entries = next;
    }
}

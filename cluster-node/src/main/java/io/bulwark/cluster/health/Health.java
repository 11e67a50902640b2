package io.bulwark.cluster.health;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * Whether a node lives and is ready, as its parts say. A part that has a reason names itself with it and takes it back when the reason is gone. Safe for use by
 * many threads.
 */
public final class Health {
    private final ConcurrentSkipListMap<String, String> unready = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, String> dead = new ConcurrentSkipListMap<>();

    /** The part cannot serve at the moment. */
    public void unready(String part, String reason) {
        unready.put(part, reason);
    }

    /** The part can serve again. */
    public void ready(String part) {
        unready.remove(part);
    }

    /** The part will not serve again in this process; only a new start helps. */
    public void dead(String part, String reason) {
        dead.put(part, reason);
    }

    /** Why the process should be started again; empty while it lives. */
    public List<String> whyDead() {
        return dead.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }

    /** Why the node should get no requests; empty when it is ready. */
    public List<String> whyUnready() {
        return Stream.concat(whyDead().stream(), unready.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()))
                .toList();
    }
}

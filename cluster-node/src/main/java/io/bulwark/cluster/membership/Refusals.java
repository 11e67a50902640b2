package io.bulwark.cluster.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why somebody is kept out: each reason in one line, and again only after a while, since whoever is kept out tries again and again. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger("io.bulwark.cluster.membership");
    private static final long AGAIN_AFTER = 60_000_000_000L;
    private static final long DAY = 24 * 60 * AGAIN_AFTER;
    private static final int REMEMBERED = 256;

    private final Map<String, Long> said = new LinkedHashMap<>();

    /** Says why somebody is kept out. */
    void say(String line) {
        say(line, AGAIN_AFTER);
    }

    /** Says what should be done before long; once a day. */
    void remind(String line) {
        say(line, DAY);
    }

    private synchronized void say(String line, long againAfter) {
        long now = System.nanoTime();
        Long before = said.get(line);
        if (before != null && now - before < againAfter) {
            return;
        }
        said.remove(line);
        said.put(line, now);
        if (said.size() > REMEMBERED) {
            said.remove(said.keySet().iterator().next());
        }
        LOG.warn("{}", line);
    }
}

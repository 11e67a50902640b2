package io.bulwark.cluster.membership;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why somebody is kept out: each reason in one line, and again only after a while, since whoever is kept out tries again and again. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger("io.bulwark.cluster.membership");
    private static final long AGAIN_AFTER = 60_000_000_000L;
    private static final int REMEMBERED = 256;

    private final Map<String, Long> said = new LinkedHashMap<>();

    synchronized void say(String line) {
        long now = System.nanoTime();
        Long before = said.get(line);
        if (before != null && now - before < AGAIN_AFTER) {
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

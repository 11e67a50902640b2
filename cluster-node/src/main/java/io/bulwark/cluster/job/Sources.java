package io.bulwark.cluster.job;

import io.bulwark.protocol.Limits;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Where an offered proof is asked for. Plain functions. */
public final class Sources {
    private Sources() {}

    /**
     * Keepers that have it, at most {@link Limits#SOURCES}: who is said to have it first, unless it cannot be reached.
     *
     * @param offering is said to have it
     * @param reachable whether that one can be reached
     * @param holders are known to have it, and can be reached
     */
    public static <K> List<K> of(K offering, boolean reachable, Collection<K> holders) {
        SequencedSet<K> sources = new LinkedHashSet<>();
        holders.stream().limit(Limits.SOURCES - 1).forEach(sources::add);
        if (reachable) {
            sources.addFirst(offering);
        } else {
            sources.addLast(offering);
        }
        return List.copyOf(sources);
    }
}

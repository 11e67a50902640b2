package io.bulwark.cluster.job;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.ProverId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A plan that cannot be right, or whose intervals nobody can prove: what it said, and who said it. The job's node then runs the program itself, and names whoever
 * said otherwise.
 *
 * @param states that the run was said to pass through, its first one included
 * @param sayers by the first interval that each said something of, up to the next one's
 * @param ends whether the run was said to end in the last state
 */
record Suspicion(List<Checkpoint> states, NavigableMap<Integer, ProverId> sayers, boolean ends) {
    /** Of nobody: nothing was said. */
    static final Suspicion NONE = new Suspicion(List.of(), new TreeMap<>(), false);

    Suspicion {
        states = List.copyOf(states);
        sayers = new TreeMap<>(sayers);
    }

    /** Who said that the interval ends otherwise than in this state, if somebody did. */
    Optional<ProverId> liar(int interval, Checkpoint end) {
        boolean said = interval + 1 < states.size();
        return said && !states.get(interval + 1).equals(end) ? sayer(interval) : Optional.empty();
    }

    /** Who said that the run ends before this interval, if somebody did. */
    Optional<ProverId> stopped(int interval) {
        return ends && interval == states.size() - 1 ? sayer(interval) : Optional.empty();
    }

    /** Who said that the run goes on behind so many intervals, if somebody did. */
    Optional<ProverId> goesOn(int intervals) {
        return intervals + 1 < states.size() ? sayer(intervals) : Optional.empty();
    }

    private Optional<ProverId> sayer(int interval) {
        return Optional.ofNullable(sayers.floorEntry(interval)).map(Map.Entry::getValue);
    }
}

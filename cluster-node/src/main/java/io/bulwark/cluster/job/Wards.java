package io.bulwark.cluster.job;

import io.bulwark.protocol.OperatorId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is set aside, from all that was ever said: an operator is held if it was held once more than it was released. Lines only ever come to be known, so nodes that
 * heard them in any order agree.
 *
 * <p>A line begins with "h " and goes on as {@link HeldOperator#line} says, or is "r", the operator and the time that the release ends. Plain state, immutable.
 */
record Wards(Map<OperatorId, HeldOperator> latest, Map<OperatorId, Integer> released) {
    private static final String HELD = "h ";
    private static final String RELEASED = "r ";

    /** What these lines say together; a line that is none is left out. */
    static Wards of(Collection<String> lines) {
        Map<OperatorId, HeldOperator> latest = new TreeMap<>();
        Map<OperatorId, Integer> released = new HashMap<>();
        for (String line : lines.stream().sorted().toList()) {
            try {
                if (line.startsWith(HELD)) {
                    HeldOperator held = HeldOperator.parse(line.substring(HELD.length()));
                    latest.merge(held.operator(), held, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
                } else if (line.startsWith(RELEASED)) {
                    String[] parts = line.split(" ", 3);
                    released.merge(new OperatorId(parts[1]), Integer.parseInt(parts[2]), Math::max);
                }
            } catch (RuntimeException e) {
                // Somebody else's mistake is no reason not to know the rest.
            }
        }
        return new Wards(latest, released);
    }

    private static final Comparator<HeldOperator> LATER = Comparator.comparingInt(HeldOperator::time);

    boolean holds(OperatorId operator) {
        HeldOperator held = latest.get(operator);
        return held != null && held.time() > released.getOrDefault(operator, 0);
    }

    List<HeldOperator> held() {
        return latest.values().stream().filter(ward -> holds(ward.operator())).toList();
    }

    /** Which time it would be that the operator is held next; empty if it is held. */
    Optional<Integer> nextTime(OperatorId operator) {
        return holds(operator) ? Optional.empty() : Optional.of(released.getOrDefault(operator, 0) + 1);
    }

    static String line(HeldOperator held) {
        return HELD + held.line();
    }

    /** What to say so that the operator is held no more; empty if it is not held. */
    Optional<String> release(OperatorId operator) {
        return holds(operator)
                ? Optional.of(RELEASED + operator + " " + latest.get(operator).time())
                : Optional.empty();
    }
}

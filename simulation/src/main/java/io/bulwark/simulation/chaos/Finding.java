package io.bulwark.simulation.chaos;

import java.util.List;

/**
 * What came of a scenario.
 *
 * @param rows of docs/reliability.md that it is about
 * @param injected what was done, in order
 * @param measured likewise
 * @param why what did not hold, or why it was skipped; empty if it holds
 * @param seconds that it took
 */
public record Finding(
        String name,
        String rows,
        Verdict verdict,
        List<String> injected,
        List<Figure> measured,
        List<String> why,
        double seconds) {
    public Finding {
        injected = List.copyOf(injected);
        measured = List.copyOf(measured);
        why = List.copyOf(why);
    }
}

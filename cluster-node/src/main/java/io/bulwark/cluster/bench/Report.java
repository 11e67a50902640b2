package io.bulwark.cluster.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Figures of this machine.
 *
 * @param surroundings what they depend on beside the code
 * @param grids the figures
 */
public record Report(Map<String, Object> surroundings, List<Grid> grids) {
    /** A list, then a heading and a table for each grid. */
    public String markdown() {
        String head = surroundings.entrySet().stream()
                .map(e -> "- " + e.getKey() + ": " + Grid.text(e.getValue()) + System.lineSeparator())
                .collect(Collectors.joining());
        return grids.stream()
                .map(Grid::markdown)
                .collect(Collectors.joining(System.lineSeparator(), head + System.lineSeparator(), ""));
    }

    /** The same for JSON; numbers are not rounded. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(surroundings);
        facts.put(
                "figures",
                grids.stream().collect(Collectors.toMap(Grid::title, Grid::facts, (a, b) -> b, LinkedHashMap::new)));
        return facts;
    }
}

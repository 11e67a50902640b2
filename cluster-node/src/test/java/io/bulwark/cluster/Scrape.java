package io.bulwark.cluster;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The answer to a scrape: the value of each series, by its name and labels as they are written. */
public record Scrape(Map<String, Double> values, Map<String, String> helps) {
    /** Reads Prometheus' text format. */
    public static Scrape of(String text) {
        Map<String, Double> values = new TreeMap<>();
        Map<String, String> helps = new TreeMap<>();
        text.lines().forEach(line -> {
            if (line.startsWith("# HELP ")) {
                String[] words = line.split(" ", 4);
                helps.put(words[2], words.length > 3 ? words[3] : "");
            } else if (!line.startsWith("#")) {
                int space = line.lastIndexOf(' ');
                values.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
            }
        });
        return new Scrape(values, helps);
    }

    /**
     * The value of a series; not a number if there is none.
     *
     * @param series as {@code name} or {@code name{label="value"}}, with labels in the order of their names
     */
    public double value(String series) {
        return values.getOrDefault(series, Double.NaN);
    }

    /** The names of all series. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        values.keySet().forEach(series -> names.add(series.split("\\{", 2)[0]));
        return names;
    }
}

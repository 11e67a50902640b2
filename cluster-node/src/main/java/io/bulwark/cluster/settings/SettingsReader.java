package io.bulwark.cluster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the settings under one word key by key and notes every mistake instead of ending at the first; {@link #finish} names them all. Where a mistake
 * was noted a stand-in is answered, which nobody uses, because {@link #finish} throws.
 */
public final class SettingsReader {
    private final String root;
    private final Config config;
    private final List<String> mistakes = new ArrayList<>();

    /**
     * A reader of the settings under {@code root}.
     *
     * @param given what the operator has said: every key in it must be one that {@code reference.conf} knows
     */
    public SettingsReader(String root, Config given) {
        this.root = root;
        Set<String> known = new TreeSet<>();
        paths("", ConfigFactory.parseResources("reference.conf").getObject(root), known);
        if (given.hasPath(root)) {
            Set<String> written = new TreeSet<>();
            paths("", given.getObject(root), written);
            written.removeAll(known);
            written.forEach(key -> unknown(key, known));
        }
        config = given.withFallback(ConfigFactory.load()).resolve().getConfig(root);
    }

    private static void paths(String before, ConfigObject object, Set<String> into) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String path = before + entry.getKey();
            if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
                paths(path + ".", inner, into);
            } else {
                into.add(path);
            }
        }
    }

    private void unknown(String key, Set<String> known) {
        String nearest = NearestWord.of(key, known)
                .map(word -> "; did you mean " + root + "." + word + "?")
                .orElse("");
        mistakes.add(root + "." + key + ": there is no such setting" + nearest);
    }

    public String text(String key) {
        return get(key, "a text", "", () -> config.getString(key));
    }

    public List<String> texts(String key) {
        return get(key, "a list of texts", List.of(), () -> config.getStringList(key));
    }

    /** A whole number in a range. */
    public int number(String key, int least, int greatest) {
        String expected = "a whole number from " + least + " to " + greatest;
        int number = get(key, expected, least, () -> config.getInt(key));
        return checked(key, number >= least && number <= greatest, expected, number, number);
    }

    /** A time in a range, as "30s". */
    public Duration time(String key, Duration least, Duration greatest) {
        String expected = "a time from " + least.toMillis() + " ms to " + greatest.toSeconds() + " s, as \"30s\"";
        Duration time = get(key, expected, least, () -> config.getDuration(key));
        boolean within = time.compareTo(least) >= 0 && time.compareTo(greatest) <= 0;
        return checked(key, within, expected, time.toMillis() + " ms", time);
    }

    public boolean truth(String key) {
        return get(key, "true or false", false, () -> config.getBoolean(key));
    }

    /** One of some words. */
    public String word(String key, String... words) {
        String word = text(key);
        return checked(
                key, Arrays.asList(words).contains(word), "one of " + String.join(", ", words), quoted(word), word);
    }

    /** Some of some words, each once. */
    public Set<String> words(String key, String... words) {
        List<String> given = texts(key);
        Set<String> set = new TreeSet<>(given);
        boolean right = Set.of(words).containsAll(set) && set.size() == given.size();
        return checked(key, right, "some of " + String.join(", ", words) + ", each once", given, set);
    }

    /** A text that something is made of; whatever {@code make} throws says what was expected. */
    public <T> Optional<T> made(String key, Function<String, T> make) {
        return made(key, text(key), make);
    }

    /** Several texts that something is made of, each. */
    public <T> List<T> allMade(String key, Function<String, T> make) {
        return texts(key).stream()
                .map(text -> made(key, text, make))
                .flatMap(Optional::stream)
                .collect(Collectors.toList());
    }

    private <T> Optional<T> made(String key, String text, Function<String, T> make) {
        try {
            return Optional.of(make.apply(text));
        } catch (RuntimeException e) {
            mistakes.add(root + "." + key + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes a mistake that concerns more than the form of one value. */
    public void require(String key, boolean holds, String message) {
        if (!holds) {
            mistakes.add(root + "." + key + ": " + message);
        }
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException that lists the mistakes, if there is one
     */
    public void finish() {
        if (!mistakes.isEmpty()) {
            throw new SettingsException(mistakes);
        }
    }

    private interface Getting<T> {
        T get();
    }

    private <T> T get(String key, String expected, T standIn, Getting<T> getting) {
        try {
            return getting.get();
        } catch (ConfigException e) {
            String got = config.hasPathOrNull(key) && !config.getIsNull(key)
                    ? quoted(config.getValue(key).render())
                    : "nothing";
            mistakes.add(root + "." + key + ": expected " + expected + ", got " + got);
            return standIn;
        }
    }

    private <T> T checked(String key, boolean holds, String expected, Object got, T value) {
        require(key, holds, "expected " + expected + ", got " + got);
        return value;
    }

    private static String quoted(String text) {
        return text.startsWith("\"") ? text : '"' + text + '"';
    }
}

package io.bulwark.simulation.chaos;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which packets between regions a bridge drops, of all kinds, without a word to anybody.
 *
 * @param conditions of nft's language; a packet for which one holds is dropped
 */
record Dropping(List<String> conditions) {
    private static final Pattern COUNTED = Pattern.compile("counter packets ([0-9]{1,18}) ");

    Dropping {
        conditions = List.copyOf(conditions);
    }

    static Dropping nothing() {
        return new Dropping(List.of());
    }

    /** All to and from a region. */
    static Dropping around(String port) {
        return new Dropping(List.of(from(port), "oifname \"" + port + '"'));
    }

    /** All that a region sends; what others send it arrives. */
    static Dropping sentBy(String port) {
        return new Dropping(List.of(from(port)));
    }

    private static String from(String port) {
        return "iifname \"" + port + '"';
    }

    /** So many of a hundred, each by a throw of the dice. */
    static Dropping percent(int percent) {
        return new Dropping(List.of("numgen random mod 100 < " + percent));
    }

    /** All rules, in the place of those that there were; nft takes them at once or not at all. */
    String rules() {
        return """
                table bridge bulwark
                delete table bridge bulwark
                table bridge bulwark {
                  chain wires {
                    type filter hook forward priority 0; policy accept;
                %s  }
                }
                """.formatted(conditions.stream()
                .map(condition -> "    " + condition + " counter drop\n")
                .collect(Collectors.joining()));
    }

    /** How many packets were dropped, by the rules as nft lists them. */
    static long counted(String listed) {
        return COUNTED.matcher(listed)
                .results()
                .mapToLong(counted -> Long.parseLong(counted.group(1)))
                .sum();
    }
}

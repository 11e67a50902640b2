package io.bulwark.protocol;

import java.util.regex.Pattern;

/** Names an operator: somebody who runs nodes, with a certificate authority of its own. */
public record OperatorId(String name) implements Comparable<OperatorId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws MalformedMessageException unless the name has 1 to 63 of a-z, 0-9 and -, and does not begin with - */
    public OperatorId {
        MalformedMessageException.require(
                FORM.matcher(name).matches(),
                "an operator's name of 1 to 63 characters of a-z, 0-9, -",
                '"' + name + '"');
    }

    @Override
    public int compareTo(OperatorId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

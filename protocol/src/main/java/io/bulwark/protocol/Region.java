package io.bulwark.protocol;

import java.util.regex.Pattern;

/** Names a region: nodes that reach each other well and fail together. */
public record Region(String name) implements Comparable<Region> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws MalformedMessageException unless the name has 1 to 63 of a-z, 0-9 and -, and does not begin with - */
    public Region {
        MalformedMessageException.require(
                FORM.matcher(name).matches(), "a region's name of 1 to 63 characters of a-z, 0-9, -", '"' + name + '"');
    }

    @Override
    public int compareTo(Region other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

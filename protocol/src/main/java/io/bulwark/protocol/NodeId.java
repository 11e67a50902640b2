package io.bulwark.protocol;

import java.util.regex.Pattern;

/** Names a node of the cluster; it keeps its name, and its data directory, when its process starts again. */
public record NodeId(String name) implements Comparable<NodeId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** @throws MalformedMessageException unless the name has 1 to 63 of a-z, 0-9 and -, and does not begin with - */
    public NodeId {
        MalformedMessageException.require(
                FORM.matcher(name).matches(), "a node name of 1 to 63 characters of a-z, 0-9, -", '"' + name + '"');
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

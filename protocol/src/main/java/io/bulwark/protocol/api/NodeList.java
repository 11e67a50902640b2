package io.bulwark.protocol.api;

import java.util.List;

/** The members of the cluster. */
public record NodeList(List<NodeView> nodes) {
    public NodeList {
        nodes = List.copyOf(nodes);
    }
}

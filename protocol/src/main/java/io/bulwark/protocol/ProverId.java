package io.bulwark.protocol;

/**
 * Names a process that proves.
 *
 * @param process the operating system's number of the process
 */
public record ProverId(NodeId node, long process) implements Comparable<ProverId> {
    /** @throws MalformedMessageException if the process number is not positive */
    public ProverId {
        MalformedMessageException.require(process > 0, "a process number", process);
    }

    @Override
    public int compareTo(ProverId other) {
        int byNode = node.compareTo(other.node);
        return byNode != 0 ? byNode : Long.compare(process, other.process);
    }

    @Override
    public String toString() {
        return node + " (pid " + process + ")";
    }
}

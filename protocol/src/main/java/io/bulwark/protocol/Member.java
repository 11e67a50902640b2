package io.bulwark.protocol;

/** A node with all that its certificate says of it: who runs it, under which law, and with which nodes it stands together. */
public record Member(NodeId node, OperatorId operator, Jurisdiction jurisdiction, Region region) {
    /** A node of which no certificate says anything: of an operator of the node's own name, under ZZ, which is no country, in the region "local". */
    public static Member local(NodeId node) {
        return new Member(node, new OperatorId(node.name()), new Jurisdiction("ZZ"), new Region("local"));
    }

    /** For the eye: "node-1 (of acme, DE)". */
    @Override
    public String toString() {
        return node + " (of " + operator + ", " + jurisdiction + ")";
    }
}

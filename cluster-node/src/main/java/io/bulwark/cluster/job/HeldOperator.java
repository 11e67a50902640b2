package io.bulwark.cluster.job;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import java.util.Optional;

/**
 * An operator that is set aside.
 *
 * @param time which time that is, from 1 on
 * @param node of the operator's, which sent what was wrong
 * @param job for which it was sent
 * @param evidence what the node signed, in the store of the node that found out
 * @param what was wrong, in words
 */
public record HeldOperator(
        OperatorId operator, int time, NodeId node, JobId job, Optional<ArtifactId> evidence, String what) {
    private static final int PARTS = 6;
    private static final int WORDS = 300;
    private static final String NONE = "-";

    public HeldOperator {
        what = what.substring(0, Math.min(what.length(), WORDS));
    }

    /** One line: what {@link #parse} reads. */
    String line() {
        return String.join(
                " ",
                operator.name(),
                String.valueOf(time),
                node.name(),
                job.toString(),
                evidence.map(ArtifactId::toString).orElse(NONE),
                what);
    }

    /** @throws RuntimeException if it is no such line */
    static HeldOperator parse(String line) {
        String[] parts = line.split(" ", PARTS);
        return new HeldOperator(
                new OperatorId(parts[0]),
                Integer.parseInt(parts[1]),
                new NodeId(parts[2]),
                JobId.parse(parts[3]),
                Optional.of(parts[4]).filter(id -> !id.equals(NONE)).map(ArtifactId::parse),
                parts[5]);
    }
}

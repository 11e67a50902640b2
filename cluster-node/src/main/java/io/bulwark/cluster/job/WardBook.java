package io.bulwark.cluster.job;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one node has heard of who is set aside in its region, as lines of which none is ever taken back: nodes that heard the same ones, in whatever order, agree.
 *
 * <p>Plain state: no clock, no threads, no I/O.
 */
public final class WardBook {
    private Set<String> lines = Set.of();
    private Wards wards = Wards.of(lines);

    /** Whether the operator gets no work now. */
    public boolean holds(OperatorId operator) {
        return wards.holds(operator);
    }

    /**
     * Sets a member's operator aside.
     *
     * @param evidence what the node signed, in the store of the node that found out
     * @param what was wrong, in words
     * @return what all others of the region are to learn; nothing if the operator is set aside already
     */
    public Optional<String> hold(Member member, JobId job, String what, Optional<ArtifactId> evidence) {
        Optional<String> line = wards.nextTime(member.operator())
                .map(time -> Wards.line(new HeldOperator(member.operator(), time, member.node(), job, evidence, what)));
        line.ifPresent(said -> learn(Set.of(said)));
        return line;
    }

    /** Lets an operator work again; answers what all others of the region are to learn, nothing if it is not set aside. */
    public Optional<String> release(OperatorId operator) {
        Optional<String> line = wards.release(operator);
        line.ifPresent(said -> learn(Set.of(said)));
        return line;
    }

    /** Others have said this. */
    public void learn(Collection<String> more) {
        if (!lines.containsAll(more)) {
            Set<String> all = new HashSet<>(lines);
            all.addAll(more);
            lines = Set.copyOf(all);
            wards = Wards.of(lines);
        }
    }

    /** Who is set aside, and why. */
    public List<HeldOperator> held() {
        return wards.held();
    }

    /** All that was said, for others to {@link #learn}. */
    public Set<String> lines() {
        return lines;
    }

    /** Who is set aside by all that was said. */
    Wards wards() {
        return wards;
    }
}

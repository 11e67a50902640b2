package io.bulwark.protocol;

import java.util.List;

/**
 * Several neighbours' proofs to be made one.
 *
 * @param inputs in the order of the run, each meeting the next
 */
public record JoinTask(TaskId id, JobSpec spec, List<FoldInput> inputs) implements Task {
    /** @throws MalformedMessageException unless there are 2 to {@link Limits#JOIN} inputs that meet, and intervals enough for them */
    public JoinTask {
        Task.check(id, spec, Stage.JOIN);
        inputs = List.copyOf(inputs);
        int most = Math.min(Limits.JOIN, id.name().span().count());
        MalformedMessageException.require(
                inputs.size() >= 2 && inputs.size() <= most, "2 to " + most + " proofs to join", inputs.size());
        for (int i = 1; i < inputs.size(); i++) {
            MalformedMessageException.require(
                    inputs.get(i - 1).claim().meets(inputs.get(i).claim()), "claims that meet", "a gap before " + i);
        }
    }

    /** What the joined proof is to prove. */
    public Claim claim() {
        return new Claim(
                inputs.getFirst().claim().start(), inputs.getLast().claim().end());
    }
}

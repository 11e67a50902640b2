package io.bulwark.protocol;

/** "State {@code start} leads to state {@code end}": what an interval's proof proves. */
public record Claim(Checkpoint start, Checkpoint end) {
    /** @throws MalformedMessageException unless the end lies behind the start */
    public Claim {
        MalformedMessageException.require(
                start.step() < end.step(), "an end behind step " + start.step(), "step " + end.step());
    }

    /** How many steps the claim covers, at least 1. */
    public long steps() {
        return end.step() - start.step();
    }

    /** Whether the next claim starts in the very state, at the very step, in which this one ends. */
    public boolean meets(Claim next) {
        return end.equals(next.start);
    }

    /**
     * "A leads to B" and "B leads to C" make "A leads to C".
     *
     * @throws IllegalArgumentException unless the two meet
     */
    public Claim join(Claim next) {
        if (!meets(next)) {
            throw new IllegalArgumentException(
                    "the claim that ends at step " + end.step() + " does not meet the one that starts at step "
                            + next.start.step() + (end.step() == next.start.step() ? ": the states differ" : ""));
        }
        return new Claim(start, next.end);
    }
}

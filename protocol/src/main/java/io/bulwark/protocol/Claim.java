package io.bulwark.protocol;

import com.google.protobuf.ByteString;

/** "State {@code start} leads to state {@code end}": what an interval's proof proves. */
public record Claim(Checkpoint start, Checkpoint end) {
    /** @throws MalformedMessageException unless the end lies behind the start */
    public Claim {
        MalformedMessageException.require(
                start.step() < end.step(), "an end behind step " + start.step(), "step " + end.step());
    }

    /** SHA-256 of the domain "bulwark claim 1" and both states, each its step as 8 bytes, its length as 4, and its form. */
    public ByteString digest() {
        return Sha256.of(new Canonical("bulwark claim 1")
                .checkpoint(start)
                .checkpoint(end)
                .bytes());
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

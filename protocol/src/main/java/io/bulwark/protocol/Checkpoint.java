package io.bulwark.protocol;

import com.google.protobuf.ByteString;

/**
 * A state that a run passes through.
 *
 * @param step how many steps lie before it
 * @param state the workload's canonical form of the state, at most {@link Limits#STATE_BYTES} bytes
 */
public record Checkpoint(long step, ByteString state) {
    /** @throws MalformedMessageException if the step is negative or the state too long */
    public Checkpoint {
        MalformedMessageException.require(step >= 0, "a step from 0 on", step);
        MalformedMessageException.require(
                state.size() <= Limits.STATE_BYTES,
                "a state of at most " + Limits.STATE_BYTES + " bytes",
                state.size() + " bytes");
    }
}

package io.bulwark.protocol;

import com.google.protobuf.ByteString;

/**
 * One interval to be proved. The prover derives the end itself.
 *
 * @param start the state that the interval starts in
 * @param steps steps of the run that it covers
 * @param data the artifact of which these steps read a part: the job's input, or one that the plan made
 * @param dataOffset where in it the part begins
 * @param dataBytes the part's length
 * @param dataDigest the part's SHA-256
 */
public record SegmentTask(
        TaskId id,
        JobSpec spec,
        Checkpoint start,
        int steps,
        ArtifactId data,
        long dataOffset,
        int dataBytes,
        ByteString dataDigest)
        implements Task {
    /** @throws MalformedMessageException if a number is out of its bounds, the data lies beyond the input or the job is not the specification's */
    public SegmentTask {
        Task.check(id, spec, Stage.SEGMENT);
        MalformedMessageException.require(steps > 0, "at least one step", steps);
        MalformedMessageException.require(
                dataBytes >= 0 && dataBytes <= Limits.TASK_BYTES, "at most " + Limits.TASK_BYTES + " bytes", dataBytes);
        boolean inside = !data.equals(spec.input()) || dataOffset <= spec.inputBytes() - dataBytes;
        MalformedMessageException.require(
                dataOffset >= 0 && inside,
                "a part of the input's " + spec.inputBytes() + " bytes",
                dataBytes + " bytes from " + dataOffset);
        MalformedMessageException.require(
                dataDigest.size() == Sha256.BYTES, "a digest of 32 bytes", dataDigest.size() + " bytes");
    }
}

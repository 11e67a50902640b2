package io.bulwark.riscv.segment;

import java.io.IOException;

/** Takes a run's segments as they are proved, in order. */
@FunctionalInterface
public interface SegmentSink {
    /**
     * Takes the next one.
     *
     * @throws IOException if it cannot be kept
     */
    void write(SegmentProof segment) throws IOException;
}

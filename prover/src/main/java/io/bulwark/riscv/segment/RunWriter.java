package io.bulwark.riscv.segment;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes the file of a run's proof, segment by segment: {@link RunHeader}; for each segment the word 1, its public values, and its proof, which begins with
 * its shape and whose length follows from that; at the end the word 0 and the number of segments. Nothing follows. Not safe for several threads.
 */
public final class RunWriter implements SegmentSink {
    static final int SEGMENT = 1;
    static final int END = 0;

    private final OutputStream out;
    private int segments;

    /** Writes the header. */
    public RunWriter(OutputStream out, RunHeader header) throws IOException {
        this.out = out;
        header.write(out);
    }

    @Override
    public void write(SegmentProof segment) throws IOException {
        out.write(Words32.encode(SEGMENT));
        out.write(Words32.encode(segment.values()));
        out.write(segment.proof());
        segments++;
    }

    /** Writes the end. The stream stays open. */
    public void end() throws IOException {
        out.write(Words32.encode(END, segments));
        out.flush();
    }
}

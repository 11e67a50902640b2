package io.bulwark.riscv;

import java.util.Map;

/** How a run ended. */
public final class RunResult {
    private final boolean halted;
    private final int exitCode;
    private final byte[] digest;
    private final long cycles;
    private final Map<TableId, Long> rows;
    private final byte[] output;
    private final byte[] log;

    RunResult(boolean halted, SystemCalls calls, long cycles, Map<TableId, Long> rows, Output output) {
        this.halted = halted;
        this.exitCode = calls.exitCode();
        this.digest = calls.digest();
        this.cycles = cycles;
        this.rows = Map.copyOf(rows);
        this.output = output.bytes(1);
        this.log = output.bytes(2);
    }

    /** Whether the program made its exit call; false if the observer stopped the run before. */
    public boolean halted() {
        return halted;
    }

    /** What the exit call said; 0 if there was none. */
    public int exitCode() {
        return exitCode;
    }

    /** The 32 bytes that the exit call named, else zeros. */
    public byte[] digest() {
        return digest.clone();
    }

    /** Instructions done by this run. */
    public long cycles() {
        return cycles;
    }

    /** Rows of each table over this run; tables without rows are absent. */
    public Map<TableId, Long> rows() {
        return rows;
    }

    /** Bytes written to file 1. */
    public byte[] output() {
        return output.clone();
    }

    /** Bytes written to file 2. */
    public byte[] log() {
        return log.clone();
    }
}

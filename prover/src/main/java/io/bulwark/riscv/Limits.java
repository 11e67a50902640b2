package io.bulwark.riscv;

/**
 * What a run may use before it is stopped with an error.
 *
 * @param maxCycles instructions, counted over the whole run
 * @param maxMemoryBytes heap for the guest's memory
 * @param maxOutputBytes bytes kept of output and log together
 */
public record Limits(long maxCycles, long maxMemoryBytes, long maxOutputBytes) {
    /** 2^32 cycles, 512 MiB of memory, 64 MiB of output. */
    public static Limits standard() {
        return new Limits(1L << 32, 512L << 20, 64L << 20);
    }

    public Limits withMaxCycles(long cycles) {
        return new Limits(cycles, maxMemoryBytes, maxOutputBytes);
    }

    public Limits withMaxMemoryBytes(long bytes) {
        return new Limits(maxCycles, bytes, maxOutputBytes);
    }

    public Limits withMaxOutputBytes(long bytes) {
        return new Limits(maxCycles, maxMemoryBytes, bytes);
    }
}

package io.bulwark.cluster.work;

/** Placeholder until merge. */
public final class RiscvWorkload {
    public static final String NAME = "riscv";
}

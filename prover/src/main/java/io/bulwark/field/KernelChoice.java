package io.bulwark.field;

/** Which kernels this process uses, decided once. */
final class KernelChoice {
    static final Kernels BEST = ScalarKernels.INSTANCE;

    private KernelChoice() {}
}

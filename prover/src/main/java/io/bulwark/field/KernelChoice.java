package io.bulwark.field;

/**
 * Which kernels this process uses, decided once, when the class is first used.
 *
 * <p>The system property {@code bulwark.kernels} is one of {@code scalar}, {@code 128}, {@code 256}, {@code 512}; without it the kernels are as wide as
 * the CPU's preferred vector, or scalar where the JVM runs without the module jdk.incubator.vector.
 */
final class KernelChoice {
    static final String PROPERTY = "bulwark.kernels";

    private static final String SETTING = System.getProperty(PROPERTY, "");

    /** Bits of a vector register as demanded by the property; 0: the CPU's. */
    static final int WIDTH = width();

    static final Kernels BEST = best();

    private KernelChoice() {}

    private static int width() {
        return switch (SETTING) {
            case "", "scalar" -> 0;
            case "128", "256", "512" -> Integer.parseInt(SETTING);
            default ->
                throw new IllegalArgumentException(
                        "expected " + PROPERTY + " to be scalar, 128, 256 or 512, got " + SETTING);
        };
    }

    private static Kernels best() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        // The vector classes are linked only where they are used: without the module they must not be touched.
        return vectors && !SETTING.equals("scalar") ? new VectorKernels() : ScalarKernels.INSTANCE;
    }
}

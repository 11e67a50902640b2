package io.bulwark.field;

/** A program for a JVM of its own: a transform and a product in K with what {@link Kernels#best()} gives there; prints its bits if both are right. */
final class WithoutVectorModule {
    private WithoutVectorModule() {}

    public static void main(String[] args) {
        int[] a = {KoalaBear.ONE, 0, 0, 0};
        Ntt.forward(a, 0, 2);
        ExtensionVector one = ExtensionVector.of(Extension.ONE);
        Kernels.best().mul(one, 0, one, 0, one, 0, 1);
        boolean right = a[3] == KoalaBear.ONE && one.get(0).equals(Extension.ONE);
        System.out.print(right ? Kernels.best().bits() : -1);
    }
}

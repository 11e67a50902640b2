package io.bulwark.proof;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.math.BigInteger;

/**
 * The cube root in K. Every element has exactly one, because 3 does not divide |K| - 1; so w x^3 = (w^{1/3} x)^3 and the weight of a cube can be carried by what is
 * cubed.
 */
final class CubeRoot {
    private static final BigInteger ORDER =
            BigInteger.valueOf(KoalaBear.P).pow(Extension.DEGREE).subtract(BigInteger.ONE);
    /** 1 / 3 modulo the order of K*. */
    private static final BigInteger EXPONENT = BigInteger.valueOf(3).modInverse(ORDER);

    private CubeRoot() {}

    static Extension of(Extension x) {
        Extension root = Extension.ONE;
        for (int bit = EXPONENT.bitLength() - 1; bit >= 0; bit--) {
            root = root.square();
            if (EXPONENT.testBit(bit)) {
                root = root.mul(x);
            }
        }
        return root;
    }
}

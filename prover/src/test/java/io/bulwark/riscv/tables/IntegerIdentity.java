package io.bulwark.riscv.tables;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sum of polynomials with large weights, over the integers: coefficients are taken in (-p/2, p/2) and then never reduced. */
final class IntegerIdentity {
    private final Map<List<Integer>, BigInteger> terms = new HashMap<>();

    /** Adds weight times the polynomial. */
    IntegerIdentity add(BigInteger weight, Polynomial p) {
        p.terms().forEach((monomial, c) -> add(monomial, weight.multiply(BigInteger.valueOf(c))));
        return this;
    }

    /** Adds weight times a product of two numbers in digits of a radix, least significant first. */
    IntegerIdentity addProduct(BigInteger weight, List<Polynomial> x, List<Polynomial> y, BigInteger radix) {
        for (int i = 0; i < x.size(); i++) {
            for (int j = 0; j < y.size(); j++) {
                add(weight.multiply(radix.pow(i + j)), x.get(i).times(y.get(j)));
            }
        }
        return this;
    }

    /** Adds weight times a number in digits. */
    IntegerIdentity addNumber(BigInteger weight, List<Polynomial> x, BigInteger radix) {
        return addProduct(weight, x, List.of(Polynomial.constant(1)), radix);
    }

    private void add(List<Integer> monomial, BigInteger c) {
        List<Integer> sorted = new ArrayList<>(monomial);
        Collections.sort(sorted);
        terms.merge(sorted, c, BigInteger::add);
    }

    /** Whether the sum is the zero polynomial. */
    boolean isZero() {
        return terms.values().stream().allMatch(c -> c.signum() == 0);
    }
}

package io.bulwark.poly;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Multilinear polynomials as tables on the cube, most significant bit first: slow and obvious, for tests to compare with. */
public final class DenseMultilinear {
    private DenseMultilinear() {}

    public static Extension random(Random random) {
        return Extension.ofCoefficients(
                random.ints(Extension.DEGREE, 0, KoalaBear.P).toArray(), 0);
    }

    public static List<Extension> randomPoint(Random random, int coordinates) {
        return Stream.generate(() -> random(random)).limit(coordinates).toList();
    }

    /** Value at a point: sum over the corners of value times prod of x_j or 1 - x_j. */
    public static Extension evaluate(List<Extension> table, List<Extension> point) {
        Extension sum = Extension.ZERO;
        for (int i = 0; i < table.size(); i++) {
            sum = sum.add(table.get(i).mul(corner(point, i)));
        }
        return sum;
    }

    /** prod_j x_j where the bit of the corner is 1, else 1 - x_j. */
    public static Extension corner(List<Extension> point, int corner) {
        Extension product = Extension.ONE;
        for (int j = 0; j < point.size(); j++) {
            boolean bit = (corner >> (point.size() - 1 - j) & 1) == 1;
            product = product.mul(bit ? point.get(j) : Extension.ONE.sub(point.get(j)));
        }
        return product;
    }

    /** The table with its first, most significant variable bound to z. */
    public static List<Extension> bindFirst(List<Extension> table, Extension z) {
        int half = table.size() / 2;
        return IntStream.range(0, half)
                .mapToObj(i -> table.get(i)
                        .mul(Extension.ONE.sub(z))
                        .add(table.get(i + half).mul(z)))
                .toList();
    }

    /** The table with its first variables bound to the point. */
    public static List<Extension> bind(List<Extension> table, List<Extension> point) {
        List<Extension> bound = new ArrayList<>(table);
        for (Extension z : point) {
            bound = bindFirst(bound, z);
        }
        return bound;
    }
}

package io.bulwark.proof;

import io.bulwark.air.Bus;
import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.Expression;
import io.bulwark.air.Machine;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.Piece;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseCube;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Chips whose constraints have products of every form, with random rows that satisfy them; the buses need not balance for step 4. */
final class ProductZoo {
    private static final Bus BUS = Bus.lookup(1, 3);
    private static final int CUBIC = 0;
    private static final int QUADRATIC = 1;
    private static final int AFFINE = 2;

    private ProductZoo() {}

    static Machine machine(Piece... pieces) {
        return new Machine(
                List.of(BUS),
                List.of(cubic(), quadratic(), affine()),
                List.of(Shape.of(20, pieces)),
                PublicContributions.none());
    }

    static Piece cubicPiece(int logHeight) {
        return new Piece(CUBIC, logHeight);
    }

    static Piece quadraticPiece(int logHeight) {
        return new Piece(QUADRATIC, logHeight);
    }

    static Piece affinePiece(int logHeight) {
        return new Piece(AFFINE, logHeight);
    }

    /** Column 0 is a flag, 1 to 6 are free values, the others hold what each constraint says. */
    private static Chip cubic() {
        ChipBuilder chip = ChipBuilder.chip("cubic", 19);
        List<Expression> c = chip.mainColumns();
        Expression on = c.get(0);
        Expression x1 = c.get(1);
        Expression x2 = c.get(2);
        Expression x3 = c.get(3);
        Expression x4 = c.get(4);
        Expression product = x1.times(x2);
        Expression mixed = x1.plus(x2.times(3)).plus(x3).minus(x4.times(9)).plus(on.times(5));
        chip.zero(mixed.cube().minus(c.get(7)));
        chip.zero(c.get(8).minus(mixed.plus(x4).plus(x1.times(2)).cube()));
        chip.zero(product.times(x3).minus(c.get(9)));
        chip.zero(product.plus(x3).times(x4).minus(c.get(10)));
        chip.zero(on.times(7).minus(product).times(x3).minus(c.get(11)));
        chip.zero(product.times(5).plus(x3.times(x4).times(2)).minus(c.get(12)));
        chip.zero(c.get(5).cube().minus(c.get(13)));
        chip.zero(c.get(5).times(x1).minus(c.get(14)));
        chip.zero(x1.plus(x2).minus(c.get(15)));
        chip.zero(x2.times(x3).times(3).times(x4).minus(c.get(16)));
        chip.zero(product.plus(4).times(x2).minus(c.get(17)));
        chip.zero(c.get(6).cube().plus(c.get(6).times(c.get(6))).times(6).minus(c.get(18)));
        chip.send(BUS, Multiplicity.flag(on), x1, mixed, chip.constant(17));
        chip.send(BUS, Multiplicity.flag(on), c.get(7), c.get(8), c.get(9));
        return chip.build();
    }

    private static int[] cubicRow(Random random) {
        int[] c = new int[19];
        c[0] = random.nextBoolean() ? KoalaBear.ONE : 0;
        for (int i = 1; i <= 6; i++) {
            c[i] = DenseCube.randomBase(random);
        }
        int product = KoalaBear.mul(c[1], c[2]);
        int mixed = sum(c[1], times(3, c[2]), c[3], times(-9, c[4]), times(5, c[0]));
        c[7] = cube(mixed);
        c[8] = cube(sum(mixed, c[4], times(2, c[1])));
        c[9] = KoalaBear.mul(product, c[3]);
        c[10] = KoalaBear.mul(sum(product, c[3]), c[4]);
        c[11] = KoalaBear.mul(KoalaBear.sub(times(7, c[0]), product), c[3]);
        c[12] = sum(times(5, product), times(2, KoalaBear.mul(c[3], c[4])));
        c[13] = cube(c[5]);
        c[14] = KoalaBear.mul(c[5], c[1]);
        c[15] = sum(c[1], c[2]);
        c[16] = times(3, KoalaBear.mul(KoalaBear.mul(c[2], c[3]), c[4]));
        c[17] = KoalaBear.mul(sum(product, times(4, KoalaBear.ONE)), c[2]);
        c[18] = times(6, sum(cube(c[6]), KoalaBear.square(c[6])));
        return c;
    }

    /** selector, uses, x, y = x (1 - selector). */
    private static Chip quadratic() {
        ChipBuilder chip = ChipBuilder.chip("quadratic", 4);
        List<Expression> c = chip.mainColumns();
        chip.zero(c.get(2).times(c.get(0).subtractedFrom(1)).minus(c.get(3)));
        chip.receive(
                BUS,
                Multiplicity.free(c.get(1), c.get(0)),
                c.get(2),
                c.get(3),
                c.get(2).plus(c.get(3)));
        return chip.build();
    }

    private static int[] quadraticRow(Random random) {
        boolean on = random.nextBoolean();
        int x = DenseCube.randomBase(random);
        return new int[] {on ? KoalaBear.ONE : 0, on ? DenseCube.randomBase(random) : 0, x, on ? 0 : x};
    }

    /** x, 2 x. */
    private static Chip affine() {
        ChipBuilder chip = ChipBuilder.chip("affine", 2);
        chip.zero(chip.main(0).times(2).minus(chip.main(1)));
        return chip.build();
    }

    private static int[] affineRow(Random random) {
        int x = DenseCube.randomBase(random);
        return new int[] {x, times(2, x)};
    }

    /** Random rows for all pieces but the last of each chip, which is half padding. */
    static Trace trace(Machine machine, Random random) {
        Shape shape = machine.shape(0);
        Table cubic = table(rows(shape, CUBIC), 19, () -> cubicRow(random));
        Table quadratic = table(rows(shape, QUADRATIC), 4, () -> quadraticRow(random));
        Table affine = table(rows(shape, AFFINE), 2, () -> affineRow(random));
        return Trace.of(machine, 0, List.of(cubic, quadratic, affine), Map.of());
    }

    private static int rows(Shape shape, int chip) {
        List<Integer> heights = shape.logHeightsOf(chip);
        int all = heights.stream().mapToInt(k -> 1 << k).sum();
        return heights.isEmpty() ? 0 : all - (1 << heights.getLast()) / 2;
    }

    private static Table table(int rows, int width, java.util.function.Supplier<int[]> row) {
        int[][] columns = new int[width][rows];
        for (int i = 0; i < rows; i++) {
            int[] values = row.get();
            for (int c = 0; c < width; c++) {
                columns[c][i] = values[c];
            }
        }
        return Table.of(rows, columns);
    }

    private static int times(int factor, int x) {
        return KoalaBear.mul(KoalaBear.fromLong(factor), x);
    }

    private static int cube(int x) {
        return KoalaBear.mul(KoalaBear.square(x), x);
    }

    private static int sum(int... terms) {
        int sum = 0;
        for (int t : terms) {
            sum = KoalaBear.add(sum, t);
        }
        return sum;
    }
}

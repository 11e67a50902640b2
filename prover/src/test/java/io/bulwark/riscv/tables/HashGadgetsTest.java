package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The parts that the arguments of the hash tables rest on, over all cases: bits, sums of limbs, parities. */
class HashGadgetsTest {
    private static final Columns BITS = Columns.of("x y z");

    private static WideChip chipOf(Columns names, Function<RowBuilder, List<Expression>> residues) {
        RowBuilder row = new RowBuilder("Gadget", names);
        residues.apply(row).forEach(row::zero);
        Chip chip = row.build();
        return new WideChip(chip);
    }

    @Test
    void functionsOfBitsAreThoseOfTheirTruthTables() {
        WideChip chip = chipOf(BITS, row -> {
            BitVector x = BitVector.of(List.of(row.column("x")));
            BitVector y = BitVector.of(List.of(row.column("y")));
            BitVector z = BitVector.of(List.of(row.column("z")));
            return List.of(
                    x.xor(y).bit(0),
                    x.xor(y).xor(z).bit(0),
                    x.choose(y, z).bit(0),
                    x.majority(y, z).bit(0),
                    x.chi(y, z).bit(0));
        });
        for (int i = 0; i < 8; i++) {
            int x = i & 1;
            int y = i >> 1 & 1;
            int z = i >> 2;
            int[] values = chip.evaluate(new int[] {x, y, z});
            int[] expected = {x ^ y, x ^ y ^ z, x == 1 ? y : z, (x + y + z) / 2, x ^ ((1 - y) & z)};
            for (int f = 0; f < expected.length; f++) {
                assertThat(chip.residue(values, f))
                        .as("function %d of %d %d %d", f, x, y, z)
                        .isEqualTo(expected[f]);
            }
        }
    }

    @Test
    void rotationsShiftsAndLimbsNameTheRightBits() {
        Columns names = Columns.of("none").with("x", 32);
        WideChip chip = chipOf(names, row -> {
            BitVector x = BitVector.of(List.of(row.columns("x", 32)));
            List<Expression> out = new ArrayList<>();
            for (BitVector v : List.of(x, x.rotateLeft(5), x.rotateRight(5), x.rotateLeft(0), x.xor(x.shiftRight(9)))) {
                out.addAll(List.of(v.word().lo(), v.word().hi()));
            }
            out.add(x.number(7, 11));
            return out;
        });
        SplittableRandom random = new SplittableRandom(32);
        for (int i = 0; i < 100; i++) {
            int x = random.nextInt();
            int[] row = new int[33];
            for (int j = 0; j < 32; j++) {
                row[1 + j] = x >>> j & 1;
            }
            int[] values = chip.evaluate(row);
            int[] words = {x, Integer.rotateLeft(x, 5), Integer.rotateRight(x, 5), x, x ^ x >>> 9};
            for (int w = 0; w < words.length; w++) {
                assertThat(chip.residue(values, 2 * w)).isEqualTo(words[w] & 0xffff);
                assertThat(chip.residue(values, 2 * w + 1)).isEqualTo(words[w] >>> 16);
            }
            assertThat(chip.residue(values, 2 * words.length)).isEqualTo(x >>> 7 & 0x7ff);
        }
    }

    @Test
    void aBitIsZeroOrOne() {
        Columns names = Columns.of("x0");
        RowBuilder row = new RowBuilder("Gadget", names);
        BitVector.declare(row, row.columns("x", 1), 1);
        WideChip chip = new WideChip(row.build());
        for (int x = 0; x < 100_000; x++) {
            for (int value : new int[] {x, KoalaBear.P - 1 - x, KoalaBear.P / 2 - x}) {
                assertThat(chip.residue(chip.evaluate(new int[] {value}), 0) == 0)
                        .isEqualTo(value >>> 1 == 0);
            }
        }
    }

    /** Of the sum of a limb, every carry that the columns can hold and what it leaves: there is one of which that is a limb, and it is the quotient. */
    @Test
    void aLimbOfASumHasOneCarryAndOneResult() {
        // Sums of four, of six and of seven terms, with a carry from below; and of three less one.
        checkCarries(0, 4 * 0xffff + 3, 0, 3);
        checkCarries(0, 6 * 0xffff + 5, 0, 7);
        checkCarries(-0xffff - 1, 3 * 0xffff + 2, -1, 2);
    }

    private static void checkCarries(int least, int greatest, int leastCarry, int greatestCarry) {
        for (int sum = least; sum <= greatest; sum++) {
            int found = 0;
            for (int carry = leastCarry; carry <= greatestCarry; carry++) {
                int left = Math.floorMod(sum - (long) Word.W * carry, KoalaBear.P);
                if (left < Word.W) {
                    found++;
                    assertThat(carry == sum >> 16 && left == (sum & 0xffff)).isTrue();
                }
            }
            assertThat(found == 1).as("sum %d", sum).isTrue();
        }
    }

    @Test
    void aSumOfWordsIsThatOfItsLimbs() {
        Columns names = Columns.of("a0 a1 b0 b1 c0 c1 r0 r1 k0 k1");
        RowBuilder row = new RowBuilder("Gadget", names);
        WordSum.of(row.word("a")).plus(row.word("b")).minus(row.word("c")).is(row, row.word("r"), row.word("k"));
        WideChip chip = new WideChip(row.build());
        SplittableRandom random = new SplittableRandom(33);
        for (int i = 0; i < 5_000; i++) {
            int a = HashMachine.edgy(random);
            int b = HashMachine.edgy(random);
            int c = HashMachine.edgy(random);
            int low = ((a & 0xffff) + (b & 0xffff) - (c & 0xffff)) >> 16;
            int high = ((a >>> 16) + (b >>> 16) - (c >>> 16) + low) >> 16;
            int[] values = chip.evaluate(new int[10]);
            long[] cells = {a & 0xffff, a >>> 16, b & 0xffff, b >>> 16, c & 0xffff, c >>> 16, 0, 0, low, high};
            int result = a + b - c;
            cells[6] = result & 0xffff;
            cells[7] = Integer.toUnsignedLong(result) >>> 16;
            for (int n = 0; n < cells.length; n++) {
                chip.set(values, n, cells[n]);
            }
            assertThat(chip.violated(values)).isEmpty();
            for (int n = 0; n < cells.length; n++) {
                chip.set(values, n, cells[n] + 1);
                assertThat(chip.violated(values)).isNotEmpty();
                chip.set(values, n, cells[n]);
            }
        }
    }

    /** Five bits of a column after theta, and three parities before it: what the constraints let through is what theta does. */
    @Test
    void theParityBeforeThetaIsTheOneThatGivesTheBitsAfterIt() {
        Columns names = Columns.of("b0 b1 b2 b3 b4 c left right p");
        RowBuilder row = new RowBuilder("Gadget", names);
        BitVector added = vector(row, "left").xor(vector(row, "right"));
        row.zero(row.column("p").minus(vector(row, "c").xor(added).bit(0)));
        Expression sum = row.column("p").subtractedFrom(0);
        for (int y = 0; y < 5; y++) {
            sum = sum.plus(row.column("b" + y));
        }
        row.multipleOf(sum, 1, 0, 2, 4);
        WideChip chip = new WideChip(row.build());
        int accepted = 0;
        for (int i = 0; i < 1 << 9; i++) {
            int[] cells = new int[9];
            for (int j = 0; j < 9; j++) {
                cells[j] = i >> j & 1;
            }
            int theta = cells[6] ^ cells[7];
            int parityBefore = (Integer.bitCount(i & 31) + 5 * theta) % 2;
            boolean right = cells[5] == parityBefore && cells[8] == (cells[5] ^ theta);
            assertThat(chip.violated(chip.evaluate(cells)).isEmpty())
                    .as("case %d", i)
                    .isEqualTo(right);
            accepted += right ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1 << 7);
    }

    private static BitVector vector(RowBuilder row, String name) {
        return BitVector.of(List.of(row.column(name)));
    }
}

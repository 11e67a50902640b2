package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** For each constraint and lookup that says r < m a remainder that is not, and that nothing else refuses, or the reason why there is none. */
class MulModOrderForgeriesTest {
    /** What may be taken away. */
    static final Set<String> REDUNDANT = Set.of(
            // Of three bits the last that is 1 decides, whatever number before them makes the sum 1: see
            // whateverTheFirstBitIsTheLastOneDecides. So the first need be no bit, of groups or of places;
            // but of one of them: see withoutBothFirstBitsALargerRemainderPasses.
            CallForgeries.constraint(ForgedMulMod.GROUP_BIT),
            CallForgeries.constraint(ForgedMulMod.PLACE_BIT),
            // Nothing stands behind the last limb: 0 = 0.
            CallForgeries.constraint(ForgedMulMod.EQUAL + MulModLines.LIMBS - 1));

    private static final int LIMBS = MulModLines.LIMBS;

    /**
     * The number a itself as a b mod m, where b = 1 and a >= m.
     *
     * @param excess of limbs of m above those of a: place from the top and number, in turn
     */
    private static ForgedMulMod unreduced(int... excess) {
        BigInteger m = BigInteger.ZERO;
        BigInteger a = BigInteger.ZERO;
        for (int i = 0; i < LIMBS; i++) {
            m = m.shiftLeft(16).add(BigInteger.valueOf(30_000));
            a = a.shiftLeft(16).add(BigInteger.valueOf(30_000));
            for (int k = 0; k < excess.length; k += 2) {
                if (excess[k] == i) {
                    a = a.subtract(BigInteger.valueOf(excess[k + 1]));
                }
            }
        }
        assertThat(a).isGreaterThanOrEqualTo(m);
        return ForgedMulMod.of(a, BigInteger.ONE, m)
                .quotient(BigInteger.ZERO)
                .remainder(a)
                .carried();
    }

    private static int[] bits(int... bits) {
        return bits;
    }

    /** Of each four bits the one named is -1, and two others are 1. */
    private static List<String> bitsOfTheOrder() {
        int[] first = bits(1, 0, 0, 0);
        return Stream.of(
                        unreduced(3, -1, 8, 2).chosenBy(bits(1, -1, 1, 0), first),
                        unreduced(3, -1, 8, -2).chosenBy(bits(1, 1, -1, 0), first),
                        unreduced(3, -1, 12, -2).chosenBy(bits(1, 1, 0, -1), first),
                        unreduced(0, -1, 2, 2).chosenBy(first, bits(1, -1, 1, 0)),
                        unreduced(0, -1, 2, -2).chosenBy(first, bits(1, 1, -1, 0)),
                        unreduced(0, -1, 3, -2).chosenBy(first, bits(1, 1, 0, -1)))
                .map(lie -> lie.row.refusesASecondResult())
                .toList();
    }

    private static List<String> equalLimbs() {
        return IntStream.range(0, LIMBS - 1)
                .mapToObj(i ->
                        unreduced(i, -1, LIMBS - 1, 1).decidedBy(LIMBS - 1).row.refusesASecondResult())
                .toList();
    }

    private static List<String> difference() {
        ForgedMulMod greater = unreduced(0, -1).decidedBy(0);
        ForgedMulMod equal = unreduced().decidedBy(LIMBS - 1);
        ForgedMulMod claims = unreduced().decidedBy(LIMBS - 1);
        claims.row.set("d0", 0);
        return List.of(
                greater.row.refusesASecondResult(),
                equal.row.refusesASecondResult(),
                claims.row.refusesASecondResult());
    }

    /** What refuses them. */
    static List<String> lies() {
        return Stream.of(bitsOfTheOrder(), equalLimbs(), difference())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void onlyOneThingRefusesARemainderThatIsNotBelowTheModulus() {
        List<String> bits = new ArrayList<>(CallForgeries.constraints(ForgedMulMod.GROUP_BIT, 8));
        bits.removeAll(REDUNDANT);
        assertThat(bitsOfTheOrder()).isEqualTo(bits);
        assertThat(equalLimbs()).isEqualTo(CallForgeries.constraints(ForgedMulMod.EQUAL, LIMBS - 1));
        assertThat(difference())
                .containsExactly("Range of d0", "Range of d0", CallForgeries.constraint(ForgedMulMod.DIFFERENCE));
    }

    @Test
    void withoutBothFirstBitsALargerRemainderPasses() {
        ForgedMulMod lie = unreduced(1, -1, 11, 1).chosenBy(bits(-1, 1, 1, 0), bits(-1, 0, 1, 1));
        assertThat(lie.row.refusals())
                .containsExactly(
                        CallForgeries.constraint(ForgedMulMod.GROUP_BIT),
                        CallForgeries.constraint(ForgedMulMod.PLACE_BIT));
    }

    @Test
    void nothingStandsBehindTheLastLimb() {
        assertThat(ForgedMulMod.FORGERIES.isVacuous(ForgedMulMod.EQUAL + LIMBS - 1))
                .isTrue();
    }

    /** Limbs before the deciding one have to be equal, and the difference is that of the deciding one and of equal ones. */
    @Test
    void whateverTheFirstBitIsTheLastOneDecides() {
        for (int chosen = 0; chosen < 1 << 6; chosen++) {
            int[] group = withFirst(chosen & 7);
            int[] place = withFirst(chosen >> 3);
            if (group[0] < 0 && place[0] < 0) {
                continue;
            }
            ForgedMulMod equal = unreduced().chosenBy(group, place);
            equal.row.set("d0", -1);
            int last = 4 * lastOne(group) + lastOne(place);
            for (int at = 0; at < LIMBS; at++) {
                String limb = "r" + (LIMBS - 1 - at);
                equal.row.add(limb, -1);
                long[] residues = equal.row.residues(ForgedMulMod.EQUAL, LIMBS + 1);
                equal.row.add(limb, 1);
                if (at < last) {
                    assertThat(residues[at]).as("bits %d, limb %d", chosen, at).isNotZero();
                } else {
                    assertThat(residues[LIMBS])
                            .as("bits %d, limb %d", chosen, at)
                            .isEqualTo(at == last ? 1 : 0);
                }
            }
        }
    }

    /** Three bits, with the number before them that makes their sum 1. */
    private static int[] withFirst(int three) {
        return bits(1 - Integer.bitCount(three), three & 1, three >> 1 & 1, three >> 2);
    }

    private static int lastOne(int... bits) {
        int last = bits.length - 1;
        while (bits[last] != 1) {
            last--;
        }
        return last;
    }
}

package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.List;

/**
 * The 31 bits of the canonical form of an element, which is read as their sum.
 *
 * <p>31 bits name a number below 2^31 = p + 2^24 - 1, so every x below 2^24 - 1 has a second form, x + p. Its seven high bits are all 1, as of any number from
 * 127 * 2^24 = p - 1 on, and of those p - 1 alone has no low bit. So with h = the sum of the high bits and l = the sum of the low ones the form is canonical
 * unless h = 7 and l > 0, and l (1 - (h - 7) w) = 0 says just that: with h = 7 it leaves l = 0, and with h < 7 there is w = 1 / (h - 7). (l is at most 24, so it is no
 * multiple of p.) Where l = 0 any w will do, and nothing else reads it.
 */
final class BitsTable extends GateTable {
    /** From here on the bits of p - 1 are 1; below they are 0. */
    private static final int HIGH = KoalaBear.TWO_ADICITY;

    private static final int BITS = Gate.BITS.written();
    private static final int HIGH_BITS = BITS - HIGH;
    private static final int[] WITNESSES = witnesses();

    BitsTable() {
        super(Gate.BITS, "Bits", BITS + 1, List.of(GateRow.REAL), BitsTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> bits = new ArrayList<>();
        for (int i = 0; i < BITS; i++) {
            bits.addAll(row.writes(i, 1));
        }
        Expression witness = row.columns("w", 1).getFirst();
        Expression x = bits.getFirst();
        for (int i = 1; i < BITS; i++) {
            x = x.plus(bits.get(i).times(1L << i));
        }
        row.reads("x", List.of(x));
        for (Expression bit : bits) {
            row.zero(bit.times(bit.minus(1)));
        }
        Expression low = sum(bits.subList(0, HIGH));
        Expression high = sum(bits.subList(HIGH, BITS));
        row.zero(low.times(high.minus(HIGH_BITS).times(witness).subtractedFrom(1)));
    }

    private static Expression sum(List<Expression> bits) {
        return bits.stream().reduce(Expression::plus).orElseThrow();
    }

    @Override
    void fillOwn(Witness witness, int from, int to, int[][] main) {
        for (int r = from; r < to; r++) {
            int high = 0;
            for (int i = HIGH; i < BITS; i++) {
                high += main[i][r] == 0 ? 0 : 1;
            }
            main[BITS][r] = WITNESSES[high];
        }
    }

    /** 1 / (h - 7) for h = 0 .. 6, then 0. */
    private static int[] witnesses() {
        int[] out = new int[HIGH_BITS + 1];
        for (int h = 0; h < HIGH_BITS; h++) {
            out[h] = KoalaBear.inverse(KoalaBear.fromLong(h - (long) HIGH_BITS));
        }
        return out;
    }
}

package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import java.math.BigInteger;
import java.util.function.Consumer;

/**
 * A row of mulmod256 for another quotient and remainder, as far as it can be made: the carries are computed in the field, so that every line but the last holds, and
 * the order's columns name any deciding limb. Cells are canonical, by column.
 */
final class MulModForgery implements Consumer<int[]> {
    /** How many deciding limbs there are to claim. */
    static final int DECIDING = 16;

    private static final Columns NAMES = new MulMod256Table().columns();
    private static final long P = KoalaBear.P;
    private static final long INVERSE_W =
            BigInteger.valueOf(Word.W).modInverse(BigInteger.valueOf(P)).longValue();

    private final BigInteger quotient;
    private final BigInteger remainder;
    private final int deciding;

    /**
     * @param quotient below 2^256, and so the remainder
     * @param deciding which limb is claimed to decide, from the top
     */
    MulModForgery(BigInteger quotient, BigInteger remainder, int deciding) {
        this.quotient = quotient;
        this.remainder = remainder;
        this.deciding = deciding;
    }

    @Override
    public void accept(int[] cells) {
        for (int i = 0; i < MulModLines.LIMBS; i++) {
            int limb = limb(quotient, i);
            cells[NAMES.at("q0") + 2 * i] = limb & 0xff;
            cells[NAMES.at("q0") + 2 * i + 1] = limb >>> 8;
            cells[NAMES.at("nq" + i)] = limb & limb >>> 8 & 0xff;
            cells[NAMES.at("r" + i)] = limb(remainder, i);
        }
        long carry = 0;
        for (int l = 0; l < MulModLines.CARRIES; l++) {
            long sum = carry + line(cells, l);
            carry = Math.floorMod(sum, P) * INVERSE_W % P;
            cells[NAMES.at("c" + l)] = (int) carry;
        }
        for (int i = 0; i < 3; i++) {
            cells[NAMES.at("e" + i)] = deciding / 4 == i + 1 ? 1 : 0;
            cells[NAMES.at("e" + (3 + i))] = deciding % 4 == i + 1 ? 1 : 0;
        }
        int limb = 15 - deciding;
        int m = cells[NAMES.at("m0") + 2 * limb] + 256 * cells[NAMES.at("m0") + 2 * limb + 1];
        cells[NAMES.at("d0")] = Math.floorMod(m - cells[NAMES.at("r" + limb)] - 1, KoalaBear.P);
    }

    /** What line l has besides its carries, as an integer. */
    private static long line(int[] cells, int l) {
        long sum = l < MulModLines.LIMBS ? -cells[NAMES.at("r" + l)] : 0;
        for (int k = 2 * l; k <= 2 * l + 1; k++) {
            for (int i = Math.max(0, k - 31); i <= Math.min(k, 31); i++) {
                long product = (long) cells[NAMES.at("a0") + i] * cells[NAMES.at("b0") + k - i]
                        - (long) cells[NAMES.at("q0") + i] * cells[NAMES.at("m0") + k - i];
                sum += k % 2 == 0 ? product : 256 * product;
            }
        }
        return sum;
    }

    private static int limb(BigInteger x, int i) {
        return x.shiftRight(16 * i).intValue() & 0xffff;
    }
}

package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A call of mulmod256 whose row is made over for another quotient and remainder, with carries and order to match as far as they can. */
final class ForgedMulMod {
    // Places of constraints, in the order of their declaration.
    static final int POINTER = 0;
    static final int LINE = POINTER + 2 * 4;
    static final int GROUP_BIT = LINE + MulModLines.LINES;
    static final int PLACE_BIT = GROUP_BIT + 4;
    static final int EQUAL = PLACE_BIT + 4;
    static final int DIFFERENCE = EQUAL + MulModLines.LIMBS;
    static final int REAL = DIFFERENCE + 1;

    static final CallForgeries FORGERIES = new CallForgeries(new MulMod256Table());

    private static final int OPERANDS = 0x20000000;
    private static final BigInteger P = BigInteger.valueOf(KoalaBear.P);
    private static final long INVERSE_W =
            BigInteger.valueOf(Word.W).modInverse(P).longValue();

    final CallForgeries.Row row;

    private ForgedMulMod(CallForgeries.Row row) {
        this.row = row;
    }

    /** The honest row of a call. */
    static ForgedMulMod of(BigInteger a, BigInteger b, BigInteger m) {
        SimulatedCalls calls = new SimulatedCalls();
        BigInteger[] operands = {a, b, m};
        for (int i = 0; i < operands.length; i++) {
            BigInteger x = operands[i];
            calls.set(
                    OPERANDS + MulModLines.BYTES * i,
                    IntStream.range(0, 8)
                            .map(w -> x.shiftRight(32 * w).intValue())
                            .toArray());
        }
        calls.mulMod256(4, CallForgeries.CALL, OPERANDS + 96, OPERANDS, OPERANDS + 32, OPERANDS + 64);
        return new ForgedMulMod(FORGERIES.honest(calls));
    }

    /** Another quotient, in bytes. */
    ForgedMulMod quotient(BigInteger q) {
        for (int i = 0; i < MulModLines.LIMBS; i++) {
            int limb = limb(q, i);
            row.set("q" + 2 * i, limb & 0xff).set("q" + (2 * i + 1), limb >>> 8);
            row.set("nq" + i, limb & limb >>> 8);
        }
        return this;
    }

    /** Another remainder, in limbs, of which the top one takes what is left, as a signed number. */
    ForgedMulMod remainder(BigInteger r) {
        for (int i = 0; i < MulModLines.LIMBS - 1; i++) {
            row.set("r" + i, limb(r, i));
        }
        row.set("r15", r.shiftRight(240).longValueExact());
        return this;
    }

    private static int limb(BigInteger x, int i) {
        return x.shiftRight(16 * i).intValue() & 0xffff;
    }

    /** Moves so much from one byte of a number to the other of the same limb, which stays. */
    ForgedMulMod split(String number, int limb, long more) {
        row.add(number + (2 * limb + 1), more).add(number + 2 * limb, -Word.B * more);
        return this;
    }

    /** Solves the lines for the carries in the field. */
    ForgedMulMod carried() {
        return carriedBut(-1);
    }

    /** The same, where one line lacks 1. */
    ForgedMulMod carriedBut(int line) {
        for (int l = 0; l < MulModLines.CARRIES; l++) {
            row.set("c" + l, 0);
        }
        long[] sums = row.residues(LINE, MulModLines.CARRIES);
        long carry = 0;
        for (int l = 0; l < MulModLines.CARRIES; l++) {
            long sum = sums[l] + carry + (l == line ? 1 : 0);
            carry = sum % KoalaBear.P * INVERSE_W % KoalaBear.P;
            row.set("c" + l, carry);
        }
        return this;
    }

    /** Says of the bits that limbs are chosen by what they should be, and solves for the difference. */
    ForgedMulMod ordered() {
        int fromTop = 0;
        while (fromTop < MulModLines.LIMBS - 1 && excess(fromTop) == 0) {
            fromTop++;
        }
        return decidedBy(fromTop);
    }

    private long excess(int fromTop) {
        int limb = MulModLines.LIMBS - 1 - fromTop;
        return row.get("m" + 2 * limb) + Word.B * row.get("m" + (2 * limb + 1)) - row.get("r" + limb);
    }

    /** Claims that a limb decides, and solves for the difference. */
    ForgedMulMod decidedBy(int fromTop) {
        int[] group = new int[4];
        int[] place = new int[4];
        group[fromTop / 4] = 1;
        place[fromTop % 4] = 1;
        return chosenBy(group, place);
    }

    /** Sets the bits that limbs are chosen by, of which the first has no column, and solves for the difference. */
    ForgedMulMod chosenBy(int[] group, int[] place) {
        if (Arrays.stream(group).sum() != row.get("real")
                || Arrays.stream(place).sum() != row.get("real")) {
            throw new AssertionError("expected bits whose sum is the selector");
        }
        for (int i = 1; i < 4; i++) {
            row.set("e" + (i - 1), group[i]).set("e" + (i + 2), place[i]);
        }
        row.set("d0", 0);
        row.set("d0", row.residues(DIFFERENCE, 1)[0]);
        return this;
    }

    /** {@link #quotient} and {@link #remainder} of a number by m, with what follows. */
    ForgedMulMod divides(BigInteger number, BigInteger m) {
        BigInteger[] parts = number.divideAndRemainder(m);
        return quotient(parts[0]).remainder(parts[1]).ordered();
    }
}

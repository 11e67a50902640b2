package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Bits as expressions that are 0 or 1 on every row, the least significant first. Bitwise functions of such are such again, so a sum of weighted bits is the
 * integer that it looks like.
 */
final class BitVector {
    private static final int LIMB = 16;

    private final List<Expression> bits;

    private BitVector(List<Expression> bits) {
        this.bits = List.copyOf(bits);
    }

    /** The bits of one vector after another, each declared to be 0 or 1. */
    static List<BitVector> declare(RowBuilder row, Expression[] bits, int length) {
        for (Expression b : bits) {
            // b^2 - b: the square is the only product, and what is affine costs next to nothing.
            row.zero(b.times(b).minus(b));
        }
        return cut(bits, length);
    }

    /** The bits of one vector after another. The caller shows that they are 0 or 1. */
    static List<BitVector> cut(Expression[] bits, int length) {
        return IntStream.range(0, bits.length / length)
                .mapToObj(i -> new BitVector(List.of(bits).subList(i * length, (i + 1) * length)))
                .toList();
    }

    static BitVector of(List<Expression> bits) {
        return new BitVector(bits);
    }

    int length() {
        return bits.size();
    }

    Expression bit(int i) {
        return bits.get(i);
    }

    BitVector rotateLeft(int n) {
        return rotateRight(length() - n);
    }

    BitVector rotateRight(int n) {
        return each(i -> bit((i + n) % length()));
    }

    /** Shorter by n bits: those that a shift to the right fills with zeros are left out. */
    BitVector shiftRight(int n) {
        return new BitVector(bits.subList(n, length()));
    }

    /** Bitwise exclusive or; the other one may be shorter. */
    BitVector xor(BitVector other) {
        return each(i -> i < other.length() ? xor(bit(i), other.bit(i)) : bit(i));
    }

    /** x where the bit is 1, and y where it is 0. */
    BitVector choose(BitVector x, BitVector y) {
        return each(i -> y.bit(i).plus(bit(i).times(x.bit(i).minus(y.bit(i)))));
    }

    /** What at least two of three say. */
    BitVector majority(BitVector x, BitVector y) {
        return each(i -> bit(i).times(x.bit(i)).plus(y.bit(i).times(xor(bit(i), x.bit(i)))));
    }

    /** Bit i of this, unless bit i of the first is 0 and of the second is 1: then it is turned. The step chi of Keccak. */
    BitVector chi(BitVector first, BitVector second) {
        return each(i -> xor(bit(i), second.bit(i).minus(first.bit(i).times(second.bit(i)))));
    }

    /** Bits 16 k .. 16 k + 15 as a number. */
    Expression limb(int k) {
        return number(LIMB * k, LIMB);
    }

    /** The low 32 bits. */
    Word word() {
        return new Word(limb(0), limb(1));
    }

    /** So many bits from one on as a number. */
    Expression number(int from, int count) {
        Expression sum = bit(from + count - 1);
        for (int i = from + count - 2; i >= from; i--) {
            sum = sum.plus(sum).plus(bit(i));
        }
        return sum;
    }

    static Expression xor(Expression x, Expression y) {
        Expression both = x.times(y);
        return x.plus(y).minus(both.plus(both));
    }

    private BitVector each(Bits bit) {
        List<Expression> out = new ArrayList<>();
        for (int i = 0; i < length(); i++) {
            out.add(bit.at(i));
        }
        return new BitVector(out);
    }

    @FunctionalInterface
    private interface Bits {
        Expression at(int i);
    }
}

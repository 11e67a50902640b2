package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.Words;

/**
 * What the rows of all system calls have in common, chip and filling. There is no dispatcher: each call is a table of its own, whose rows take the program's
 * ecall and read a7 as the word (number, 0). The number stands in the message and in no column, in both limbs: a row cannot be there for another number, and a
 * number without a table has no row.
 */
final class CallRow {
    private static final int A7 = 17;
    /** Words below this are memory, those from it on registers and input. */
    private static final int MEMORY_END = Words.REGISTERS;

    /** Bits that a word index has below the high limb of its byte address. */
    static final int SLOT = 14;

    private CallRow() {}

    /** Takes State, Program and a7, and goes on to the next instruction. */
    static void begin(RowBuilder row, SystemCall call) {
        row.step(row.constant(Opcode.ECALL.number()), row.column("pcw").plus(1), row.fields());
        readNumber(row, call);
    }

    /** The same without a next State. */
    static void beginLast(RowBuilder row, SystemCall call) {
        row.last(row.constant(Opcode.ECALL.number()), row.fields());
        readNumber(row, call);
    }

    private static void readNumber(RowBuilder row, SystemCall call) {
        row.read("7", row.constant(A7), word(row, call.number(), 0), 0);
    }

    static Word word(RowBuilder row, long lo, long hi) {
        return new Word(row.constant(lo), row.constant(hi));
    }

    /** The word index u + 2^14 T of an aligned address (4 u, T). */
    static Expression wordIndex(Expression u, Expression high) {
        return u.plus(high.times(1L << SLOT));
    }

    /**
     * Shows that an operand ends at 2^30 at most, so that it cannot run into the registers: 2^30 - end = e + 2^14 h with e below 2^15 and h below 2^16. Sound for
     * ends below 2^30 + 2^29, as an integer: beyond 2^30 the left side is at least p - 2^29, the right one below 2^30 + 2^15.
     *
     * @param end word index behind the operand
     * @param e a column that is used for this alone
     */
    static void endsInMemory(RowBuilder row, Expression end, Expression e) {
        row.range(SLOT + 1, e);
        row.range(16, RowBuilder.over(end.subtractedFrom(MEMORY_END).minus(e), 1L << SLOT));
    }

    /** The e of {@link #endsInMemory} for an end of at most 2^30; counts its two lookups. */
    static int endColumn(int end, LookupCounts counts) {
        int left = MEMORY_END - end;
        int high = Math.min(left >>> SLOT, 0xffff);
        int e = left - (high << SLOT);
        counts.range(SLOT + 1, e);
        counts.range(16, high);
        return e;
    }

    /** Counts the row's lookup of its instruction and answers its word pc. */
    static int pcw(Program program, int index, LookupCounts counts) {
        counts.program(index);
        return program.address(index) >>> 2;
    }
}

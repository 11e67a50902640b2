package io.bulwark.riscv.tables;

import io.bulwark.air.Bus;
import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the chip of a table whose rows are executed instructions (or parts of one): State and Program, accesses to the one word space, range checks. All
 * bus entries of a row are sent {@link #real} times unless said otherwise.
 *
 * <p>An access at clk + k receives the previous tuple of its word and sends its own. Sound: with gap = clk + k - 1 - t = g + 2^16 h, 0 <= g < 2^16 and h
 * below 2^A, the previous timestamp t is smaller as an integer; receives and sends of a word match one to one, and an access follows only an earlier one, so
 * the single path from the initial to the final tuple runs through all accesses in order: a read returns the last write. Values that a row sends are limbs:
 * copied from what it received, or range-checked in it.
 */
final class RowBuilder {
    private final ChipBuilder chip;
    private final Columns columns;
    private final List<Expression> ages = new ArrayList<>();
    private Expression real;
    private Expression clk;

    RowBuilder(String name, Columns columns) {
        this.chip = ChipBuilder.chip(name, columns.count());
        this.columns = columns;
    }

    Expression column(String name) {
        return chip.main(columns.at(name));
    }

    /** The columns named by the prefix and 0, 1, ... */
    Expression[] columns(String prefix, int count) {
        Expression[] out = new Expression[count];
        for (int i = 0; i < count; i++) {
            out[i] = column(prefix + i);
        }
        return out;
    }

    /** The word whose limbs are the columns named by the prefix and 0, 1. */
    Word word(String prefix) {
        return new Word(column(prefix + 0), column(prefix + 1));
    }

    Expression constant(long value) {
        return chip.constant(value);
    }

    /** Declares e = 0. */
    void zero(Expression e) {
        chip.zero(e);
    }

    /** Declares that each is 0 or 1. */
    void bool(Expression... bits) {
        for (Expression bit : bits) {
            zero(bit.times(bit.subtractedFrom(1)));
        }
    }

    /** Declares that e is one of at most three values times the unit: a carry that needs no column. */
    void multipleOf(Expression e, long unit, int... values) {
        Expression product = constant(1);
        for (int v : values) {
            product = product.times(e.minus(v * unit));
        }
        zero(product);
    }

    /**
     * Names the row's selectors. Each is 0 or 1, and so is their sum, {@link #real}: of a sum each term is declared boolean as well, and the sum is by its
     * being a flag.
     */
    Expression[] selectors(String... names) {
        Expression[] out = new Expression[names.length];
        for (int i = 0; i < names.length; i++) {
            out[i] = column(names[i]);
            real = i == 0 ? out[0] : real.plus(out[i]);
        }
        if (names.length > 1) {
            bool(out);
        }
        return out;
    }

    /** The sum of the selectors: 1 on a row that is an instruction, 0 on padding. */
    Expression real() {
        return real;
    }

    Expression clk() {
        return clk;
    }

    /**
     * Receives the row's State, looks up its instruction and sends the next State. Reads columns {@code clk} and {@code pcw}.
     *
     * @param next the next word pc; the last row of a program has none and uses {@link #last}
     * @param fields d, s, t, x, y, z of the program's row
     */
    void step(Expression opcode, Expression next, Fields fields) {
        last(opcode, fields);
        chip.send(Buses.STATE, Multiplicity.flag(real), clk.plus(4), next);
    }

    /**
     * {@link #step} of an instruction that reads registers s and t at k = 0 and 1 and writes d at k = 2, by columns {@code d}, {@code s}, {@code t} and, for what
     * d held before, {@code p0} and {@code p1}.
     */
    void register(Expression opcode, Word b, Word c, Word a) {
        Expression d = column("d");
        Expression s = column("s");
        Expression t = column("t");
        step(opcode, column("pcw").plus(1), fields().withD(d).withS(s).withT(t));
        read("s", s, b, 0);
        read("t", t, c, 1);
        write("d", d, word("p"), a, 2);
    }

    /** {@link #step} without a next State: nothing can follow. */
    void last(Expression opcode, Fields fields) {
        clk = column("clk");
        Expression pcw = column("pcw");
        chip.receive(Buses.STATE, Multiplicity.flag(real), clk, pcw);
        chip.send(
                Buses.PROGRAM,
                Multiplicity.flag(real),
                pcw,
                opcode,
                fields.d(),
                fields.s(),
                fields.t(),
                fields.x(),
                fields.y(),
                fields.z());
    }

    /** The fields of a program row that this table takes; all others are 0. Start from {@link RowBuilder#fields()}. */
    record Fields(Expression d, Expression s, Expression t, Expression x, Expression y, Expression z) {
        Fields withD(Expression e) {
            return new Fields(e, s, t, x, y, z);
        }

        Fields withS(Expression e) {
            return new Fields(d, e, t, x, y, z);
        }

        Fields withT(Expression e) {
            return new Fields(d, s, e, x, y, z);
        }

        Fields withX(Expression e) {
            return new Fields(d, s, t, e, y, z);
        }

        Fields withY(Expression e) {
            return new Fields(d, s, t, x, e, z);
        }

        Fields withZ(Expression e) {
            return new Fields(d, s, t, x, y, e);
        }
    }

    /** All fields 0. */
    Fields fields() {
        Expression none = constant(0);
        return new Fields(none, none, none, none, none, none);
    }

    /** For rows that are no instruction of their own: names the clk that accesses count from. */
    void clock(Expression at) {
        clk = at;
    }

    /** Reads a register at clk + k. */
    void read(String tag, Expression number, Word value, int k) {
        access(tag, number.plus(Words.REGISTERS), value, value, k);
    }

    /** Writes a register at clk + k. */
    void write(String tag, Expression number, Word before, Word after, int k) {
        access(tag, number.plus(Words.REGISTERS), before, after, k);
    }

    /**
     * One access to a word at clk + k: columns {@code t<tag>} and {@code g<tag>}, two entries on Memory, one on Range and a third of one on Age.
     *
     * @param index of the word
     */
    void access(String tag, Expression index, Word before, Word after, int k) {
        Expression t = column("t" + tag);
        Expression g = column("g" + tag);
        Multiplicity once = Multiplicity.flag(real);
        chip.receive(Buses.MEMORY, once, index, before.lo(), before.hi(), t);
        chip.send(Buses.MEMORY, once, index, after.lo(), after.hi(), clk.plus(k));
        range(16, g);
        ages.add(over(clk.plus(k - 1).minus(t).minus(g), Word.W));
    }

    /** Looks up value < 2^bits on every real row. */
    void range(int bits, Expression value) {
        range(constant(bits), value, real);
    }

    /** Looks up value < 2^bits on the rows where the flag is 1. */
    void range(int bits, Expression value, Expression flag) {
        range(constant(bits), value, flag);
    }

    void range(Expression bits, Expression value, Expression flag) {
        chip.send(Buses.RANGE, Multiplicity.flag(flag), bits, value);
    }

    /** Puts a message on a bus on every real row. */
    void send(Bus bus, Expression... message) {
        chip.send(bus, Multiplicity.flag(real), message);
    }

    void send(Bus bus, Expression flag, List<Expression> message) {
        chip.send(bus, Multiplicity.flag(flag), message);
    }

    void receive(Bus bus, Expression... message) {
        chip.receive(bus, Multiplicity.flag(real), message);
    }

    void receive(Bus bus, Expression flag, List<Expression> message) {
        chip.receive(bus, Multiplicity.flag(flag), message);
    }

    /** e / divisor in the field. Only for what a lookup then shows to be an integer. */
    static Expression over(Expression e, long divisor) {
        int inverse = KoalaBear.inverse(KoalaBear.fromCanonical((int) divisor));
        return e.times(KoalaBear.toCanonical(inverse));
    }

    /** The chip, with the ages of its accesses looked up three at a time. */
    Chip build() {
        for (int i = 0; i < ages.size(); i += 3) {
            Expression[] triple = new Expression[3];
            for (int j = 0; j < 3; j++) {
                triple[j] = i + j < ages.size() ? ages.get(i + j) : constant(0);
            }
            send(Buses.AGE, triple);
        }
        return chip.build();
    }
}

package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Keccak;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The system call keccak_f1600, one row a call: the ecall and its fifty words, read and written at once. {@link KeccakRoundsTable} does the rounds.
 *
 * <p>Accesses, in the executor's order: a7 and a0 at k = 0, the words at k = 3. Columns: the pointer (0), limbs before ({@code in}) and behind ({@code out}).
 *
 * <p>Sound: of a clk the row sends the state before round 0 and takes the one behind round 23, which only a row of rounds with this clk sends, with limbs that are
 * composed of bits. No output needs a range check.
 *
 * <p>310 cells and 182 interactions; with its rounds, a call has 59,638 and 230.
 */
public final class KeccakCallTable implements CallTable {
    private static final int TILE = 64;
    private static final int LIMBS = 2 * Keccak.WORDS;
    private static final int ACCESSES = Permutation.REGISTERS + Keccak.WORDS;

    private static final Columns COLUMNS = Columns.of("clk pcw real u0 T0 e0")
            .with("in", LIMBS)
            .with("out", LIMBS)
            .withAccesses(CallCells.tags("7 A", "m", Keccak.WORDS, "", 0));

    private final Chip chip = declare();

    @Override
    public TableId id() {
        return TableId.KECCAK;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        return chip;
    }

    @Override
    public int rows(CallRecords calls) {
        return calls.calls;
    }

    private static Chip declare() {
        RowBuilder row = new RowBuilder("KeccakCall", COLUMNS);
        row.selectors("real");
        row.step(row.constant(Opcode.ECALL.number()), row.column("pcw").plus(1), row.fields());
        Operand state = Operand.declare(row, "0", Keccak.WORDS);
        Word zero = new Word(row.constant(0), row.constant(0));
        Word number = new Word(row.constant(SystemCall.KECCAK_F1600.number()), row.constant(0));
        row.read("7", row.constant(17), number, 0);
        row.write("A", row.constant(10), state.address(), zero, 0);
        Expression[] in = row.columns("in", LIMBS);
        Expression[] out = row.columns("out", LIMBS);
        for (int i = 0; i < Keccak.WORDS; i++) {
            Word before = new Word(in[2 * i], in[2 * i + 1]);
            row.access("m" + i, state.word(i), before, new Word(out[2 * i], out[2 * i + 1]), 3);
        }
        row.send(Buses.KECCAK, message(row, 0, in));
        row.receive(Buses.KECCAK, message(row, Keccak.ROUNDS, out));
        return row.build();
    }

    private static Expression[] message(RowBuilder row, int round, Expression[] limbs) {
        List<Expression> message = new ArrayList<>(List.of(row.clk(), row.constant(round)));
        message.addAll(Arrays.asList(limbs));
        return message.toArray(Expression[]::new);
    }

    @Override
    public void fill(
            Program program,
            CallRecords calls,
            int from,
            int to,
            int[][] columns,
            LookupCounts counts,
            HashRequests hashes) {
        CallCells cells = new CallCells(COLUMNS, program, ACCESSES, TILE, counts);
        cells.pointsTo(0, 1, Keccak.WORDS);
        int[][] in = new int[Keccak.WORDS][TILE];
        int[][] out = new int[Keccak.WORDS][TILE];
        for (int at = from; at < to; at += TILE) {
            int end = Math.min(to, at + TILE);
            for (int call = at; call < end; call++) {
                int first = calls.first[call] + Permutation.REGISTERS;
                for (int i = 0; i < Keccak.WORDS; i++) {
                    in[i][call - at] = calls.before[first + i];
                    out[i][call - at] = calls.after[first + i];
                }
            }
            ColumnBlock block = new ColumnBlock(columns, at, end - at);
            cells.fill(calls, at, end, block);
            for (int i = 0; i < Keccak.WORDS; i++) {
                block.limbs(COLUMNS.at("in0") + 2 * i, in[i]);
                block.limbs(COLUMNS.at("out0") + 2 * i, out[i]);
            }
        }
    }
}

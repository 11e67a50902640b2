package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.air.Shape;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The two tables of a hash precompile, and what must hold of them whatever the hash is. Table 0 is that of the calls, table 1 that of the rounds. */
final class HashMachine {
    static final HashMachine SHA256 = new HashMachine(new Sha256CallTable(), new Sha256RoundsTable());
    static final HashMachine KECCAK = new HashMachine(new KeccakCallTable(), new KeccakRoundsTable());

    private static final Program PROGRAM =
            Program.load(GuestElf.of(Assembly.ECALL, Assembly.ECALL, Assembly.ECALL, Assembly.ECALL));

    private final List<CallTable> tables;
    private final List<WideChip> chips;

    private HashMachine(CallTable... tables) {
        this.tables = List.of(tables);
        this.chips = this.tables.stream().map(t -> new WideChip(t.chip())).toList();
        // Refuses messages that are not affine, state buses without flags, constraints that fail on the row of zeros.
        Shape shape = Shape.of(16, new Piece(0, 2), new Piece(1, 2));
        new Machine(
                Buses.all(),
                this.tables.stream().map(CallTable::chip).toList(),
                List.of(shape),
                new PublicContributionsBuilder(0).build());
    }

    WideChip chip(int table) {
        return chips.get(table);
    }

    Columns columns(int table) {
        return tables.get(table).columns();
    }

    FilledTables fill(SimulatedCalls calls) {
        return fill(PROGRAM, calls.records);
    }

    FilledTables fill(Program program, CallRecords calls) {
        return new FilledTables(program, calls, chips, tables);
    }

    static int[] words(int count, IntUnaryOperator word) {
        return IntStream.range(0, count).map(word).toArray();
    }

    static int[] littleEndian(byte[] bytes) {
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }

    /** Often a word of few or of nearly all bits. */
    static int edgy(SplittableRandom random) {
        int word = random.nextInt();
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 1 << word;
            case 3 -> ~(1 << word);
            default -> word;
        };
    }

    /** Cells and interactions of a call whose rounds are so many rows. */
    int[] cost(int rounds) {
        return new int[] {
            columns(0).count() + rounds * columns(1).count(),
            chip(0).chip().interactions().size()
                    + rounds * chip(1).chip().interactions().size()
        };
    }

    /** All constraints hold; what is left on the buses is what the calls owe; the questions are those that were counted. */
    void holds(SimulatedCalls calls) {
        FilledTables filled = fill(calls);
        assertThat(filled.violated()).isEmpty();
        Map<List<Integer>, Integer> balance = filled.balance();
        LookupCounts asked = new LookupCounts(FilledTables.AGE_BITS, PROGRAM.textLength());
        takeQuestions(balance, asked);
        assertThat(asked.range).isEqualTo(filled.counts.range);
        assertThat(asked.age).isEqualTo(filled.counts.age);
        assertThat(asked.and).isEqualTo(filled.counts.and);
        assertThat(asked.pow2).isEqualTo(filled.counts.pow2);
        assertThat(asked.program).isEqualTo(filled.counts.program);
        assertThat(balance).isEqualTo(owed(calls));
    }

    private static void takeQuestions(Map<List<Integer>, Integer> balance, LookupCounts asked) {
        balance.entrySet().removeIf(e -> {
            List<Integer> m = e.getKey();
            for (int i = 0; i < e.getValue(); i++) {
                if (m.get(0) == Buses.RANGE.number()) {
                    asked.range(m.get(1), m.get(2));
                } else if (m.get(0) == Buses.AGE.number()) {
                    asked.age(m.get(1), m.get(2), m.get(3));
                } else if (m.get(0) == Buses.PROGRAM.number()) {
                    assertThat(m.subList(2, 9)).isEqualTo(List.of(Opcode.ECALL.number(), 0, 0, 0, 0, 0, 0));
                    asked.program(m.get(1) - GuestElf.TEXT / 4);
                } else {
                    return false;
                }
            }
            return e.getValue() > 0;
        });
    }

    /** What is left on State and Memory: nothing on the buses between the two tables. */
    private static Map<List<Integer>, Integer> owed(SimulatedCalls calls) {
        Map<List<Integer>, Integer> owed = new HashMap<>();
        calls.memory.forEach(m -> FilledTables.add(owed, m));
        for (int i = 0; i < calls.records.calls; i++) {
            int clk = calls.records.clk[i];
            int pc = GuestElf.TEXT / 4 + calls.records.index[i];
            FilledTables.add(owed, new WideChip.Message(Buses.STATE.number(), false, List.of(clk, pc)));
            FilledTables.add(owed, new WideChip.Message(Buses.STATE.number(), true, List.of(clk + 4, pc + 1)));
        }
        return owed;
    }

    /** Each cell of some rows: a changed one breaks a constraint, asks what no table answers, or is another message that the row receives. */
    void everyChangedCellIsRefusedOrAnotherInput(SimulatedCalls calls, long seed) {
        FilledTables filled = fill(calls);
        SplittableRandom random = new SplittableRandom(seed);
        for (int t = 0; t < chips.size(); t++) {
            for (int r : random.ints(4, 0, filled.rows(t)).toArray()) {
                int[] values = filled.values(t, r);
                for (int c = 0; c < columns(t).count(); c++) {
                    int honest = filled.row(t, r)[c];
                    long[] lies = {
                        honest ^ 1,
                        honest + 1L,
                        honest - 1L,
                        honest + 65536L,
                        honest - 65536L,
                        -honest,
                        2,
                        random.nextInt(KoalaBear.P),
                        honest + (1L << 14),
                        0,
                        1,
                        KoalaBear.P / 2
                    };
                    for (long lie : lies) {
                        if (Math.floorMod(lie, (long) KoalaBear.P) != honest && !isRefused(t, values, c, lie)) {
                            throw new AssertionError("seed %d, table %d, row %d: %s = %d passes"
                                    .formatted(seed, t, r, columns(t).names().get(c), lie));
                        }
                    }
                }
            }
        }
    }

    /** The cell is as before in the end. */
    private boolean isRefused(int t, int[] values, int column, long lie) {
        WideChip chip = chips.get(t);
        int honest = chip.get(values, column);
        int[] interactions = chip.interactionsOf(column);
        List<WideChip.Message> before = IntStream.of(interactions)
                .mapToObj(i -> chip.message(values, i))
                .toList();
        chip.set(values, column, lie);
        boolean refused = false;
        for (int c : chip.constraintsOf(column)) {
            refused |= chip.residue(values, c) != 0;
        }
        for (int i = 0; i < interactions.length; i++) {
            WideChip.Message now = chip.message(values, interactions[i]);
            boolean changed = !now.equals(before.get(i)) || !chip.speaks(values, interactions[i]);
            boolean input = !now.sent() || now.bus() == Buses.PROGRAM.number();
            refused |= (changed && input) || !WideChip.answered(now, FilledTables.AGE_BITS);
        }
        chip.set(values, column, honest);
        return refused;
    }

    /** A cell of the row of zeros breaks a constraint, nothing is said, or a question has no answer: the gap of an access at 0. */
    void paddingRowsSayNothing() {
        for (int t = 0; t < chips.size(); t++) {
            WideChip chip = chips.get(t);
            int[] values = chip.evaluate(new int[columns(t).count()]);
            assertThat(chip.violated(values)).isEmpty();
            assertThat(chip.messages(values)).isEmpty();
            for (int c = 0; c < columns(t).count(); c++) {
                for (long lie : new long[] {1, 2, -1, 65536, 12345}) {
                    chip.set(values, c, lie);
                    boolean broken = IntStream.of(chip.constraintsOf(c)).anyMatch(n -> chip.residue(values, n) != 0);
                    boolean silent = IntStream.of(chip.interactionsOf(c)).noneMatch(i -> chip.speaks(values, i));
                    boolean unanswered =
                            chip.messages(values).stream().anyMatch(m -> !WideChip.answered(m, FilledTables.AGE_BITS));
                    assertThat(broken || silent || unanswered)
                            .as("table %d, %s = %d", t, columns(t).names().get(c), lie)
                            .isTrue();
                    chip.set(values, c, 0);
                }
            }
        }
    }
}

package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Chip;
import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.PublicContributions;
import io.bulwark.air.PublicContributionsBuilder;
import io.bulwark.air.Shape;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.tables.ChipRow.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What must hold of a precompile's table on the rows that it fills for some calls. What a row should say on State, Program and Memory is stated here from
 * what the executor told, with nothing of the table.
 */
final class CallChecks {
    private static final int PADDING = 3;

    private final CallTable table;
    private final Program program;
    private final CallRecords calls;
    private final int[][] columns;
    private final LookupCounts filled;
    private final HashRequests hashes = new HashRequests();
    private final ChipRow row;

    /** Fills rows for these calls, in two parts, with some padding behind. */
    CallChecks(CallTable table, RecordedCalls recorded) {
        this.table = table;
        this.program = recorded.program();
        this.calls = recorded.records();
        this.row = new ChipRow(table.chip());
        this.columns = new int[table.columns().count()][table.rows(calls) + PADDING];
        this.filled = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        int middle = calls.calls / 3;
        LookupCounts rest = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        HashRequests restOfHashes = new HashRequests();
        table.fill(program, calls, middle, calls.calls, columns, rest, restOfHashes);
        table.fill(program, calls, 0, middle, columns, filled, hashes);
        filled.add(rest);
        hashes.add(restOfHashes);
    }

    HashRequests hashes() {
        return hashes;
    }

    /** Degrees, affine messages, the all-zero row, and what else a machine refuses. */
    static void obeysTheRulesOfMachines(Chip chip) {
        Shape shape = Shape.of(1, new Piece(0, 1));
        PublicContributions none = new PublicContributionsBuilder(0).build();
        assertThat(new Machine(Buses.all(), List.of(chip), List.of(shape), none).chips())
                .containsExactly(chip);
    }

    /** Every constraint, lookup, count and message of every row. */
    void honestRowsHold() {
        LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, program.textLength());
        int permutations = 0;
        for (int call = 0; call < calls.calls; call++) {
            String place = "call " + call + " of " + table.id();
            row.at(cells(call));
            assertThat(row.constraints()).as(place).containsOnly(0);
            List<Message> messages = row.messages();
            assertThat(messages.stream().filter(CallChecks::isOfTheRun).toList())
                    .as(place)
                    .containsExactlyInAnyOrderElementsOf(expected(call));
            for (Message message : messages) {
                assertThat(isAnswered(message)).as("%s, %s", place, message).isTrue();
                LookupFacts.count(program, message, counts);
                if (message.bus() == Buses.HASH24.number()) {
                    assertThat(message.entries().subList(0, Poseidon2.WIDTH))
                            .as(place)
                            .isEqualTo(requested(permutations++));
                }
            }
        }
        assertThat(permutations).isEqualTo(hashes.count());
        for (int i = calls.calls; i < calls.calls + PADDING; i++) {
            assertThat(cells(i)).as("padding").containsOnly(0);
            assertThat(row.at(cells(i)).holds()).as("padding").isTrue();
            assertThat(row.messages()).as("padding").isEmpty();
        }
        assertThat(filled.range).isEqualTo(counts.range);
        assertThat(filled.and).isEqualTo(counts.and);
        assertThat(filled.age).isEqualTo(counts.age);
        assertThat(filled.program).isEqualTo(counts.program);
    }

    private List<Integer> requested(int i) {
        assertThat(hashes.isWhole(i)).isTrue();
        return Arrays.stream(hashes.inputs(), i * Poseidon2.WIDTH, (i + 1) * Poseidon2.WIDTH)
                .map(KoalaBear::toCanonical)
                .boxed()
                .toList();
    }

    /**
     * Changes each cell of an honest row, one at a time, to values that tables err by. Such a row must break a constraint or a lookup, or say something else on State,
     * Program or Memory; and it may not say something else to send where it takes what the honest row takes.
     */
    void changedCellsAreRefused(int call) {
        int[] honest = cells(call);
        for (int c = 0; c < honest.length; c++) {
            for (int value : candidates(honest[c])) {
                int[] changed = honest.clone();
                changed[c] = value;
                String place =
                        "column %s to %d".formatted(table.columns().names().get(c), KoalaBear.toCanonical(value));
                assertThat(!isAccepted(changed) || !taken().equals(taken(call)))
                        .as(place)
                        .isTrue();
            }
        }
    }

    /** real at 2 and -1, alone and on an honest row, and every other column at 1 on a padding row, where it may send nothing. */
    void paddingRowsSayNothing() {
        int real = table.columns().at("real");
        for (int value : new int[] {2, KoalaBear.P - 1}) {
            int[] padding = new int[columns.length];
            int[] honest = cells(0);
            padding[real] = KoalaBear.fromCanonical(value);
            honest[real] = KoalaBear.fromCanonical(value);
            assertThat(row.at(padding).holds()).as("real = %d", value).isFalse();
            assertThat(row.at(honest).holds()).as("real = %d", value).isFalse();
        }
        int[] lone = new int[columns.length];
        lone[real] = KoalaBear.ONE;
        assertThat(isAccepted(lone)).as("a call with nothing in it").isFalse();
        for (int c = 0; c < columns.length; c++) {
            int[] padding = new int[columns.length];
            padding[c] = KoalaBear.ONE;
            assertThat(c == real || row.at(padding).messages().isEmpty())
                    .as("column %d", c)
                    .isTrue();
        }
    }

    /** Whether the table and all that answer it accept a call's row with some cells changed; they are canonical, by column. */
    boolean accepts(int call, Consumer<int[]> change) {
        int[] cells = Arrays.stream(cells(call)).map(KoalaBear::toCanonical).toArray();
        change.accept(cells);
        return isAccepted(Arrays.stream(cells).map(x -> KoalaBear.fromLong(x)).toArray());
    }

    /** The lookups of a call's changed row that no table answers; its constraints hold. */
    List<Message> broken(int call, Consumer<int[]> change) {
        accepts(call, change);
        assertThat(row.holds()).isTrue();
        return row.messages().stream().filter(message -> !isAnswered(message)).toList();
    }

    /** What the row that was tried last takes from Memory, State and the program. */
    Set<Message> taken() {
        return Set.copyOf(row.messages().stream().filter(CallChecks::isTaken).toList());
    }

    /** The same of a call. */
    Set<Message> taken(int call) {
        return Set.copyOf(expected(call).stream().filter(CallChecks::isTaken).toList());
    }

    private boolean isAccepted(int[] cells) {
        return row.at(cells).holds() && row.messages().stream().allMatch(this::isAnswered);
    }

    private boolean isAnswered(Message message) {
        return isAnswered(program, message);
    }

    /** Whether a table answers a message, the permutation's among them; true of messages that carry state. */
    static boolean isAnswered(Program program, Message message) {
        if (message.bus() == Buses.HASH24.number()) {
            int[] lanes = message.entries().stream()
                    .limit(Poseidon2.WIDTH)
                    .mapToInt(KoalaBear::fromCanonical)
                    .toArray();
            Poseidon2.permute(lanes);
            return Arrays.stream(lanes)
                    .map(KoalaBear::toCanonical)
                    .boxed()
                    .toList()
                    .equals(message.entries().subList(Poseidon2.WIDTH, 2 * Poseidon2.WIDTH));
        }
        return LookupFacts.hold(program, message);
    }

    private static boolean isOfTheRun(Message message) {
        return message.bus() <= Buses.MEMORY.number();
    }

    /** Whether it is something that a row cannot choose: it must be there already. */
    static boolean isTaken(Message message) {
        return isOfTheRun(message) && (!message.sends() || message.bus() == Buses.PROGRAM.number());
    }

    private List<Message> expected(int call) {
        int clk = calls.clk[call];
        List<Integer> instruction = LookupFacts.programRow(program, calls.index[call]);
        int pcw = instruction.getFirst();
        List<Message> out = new ArrayList<>();
        out.add(new Message(Buses.STATE.number(), false, 1, List.of(clk, pcw)));
        out.add(new Message(Buses.STATE.number(), true, 1, List.of(clk + 4, pcw + 1)));
        out.add(new Message(Buses.PROGRAM.number(), true, 1, instruction));
        for (int i = calls.first[call]; i < calls.first[call + 1]; i++) {
            out.add(memory(false, calls.word[i], calls.before[i], calls.previous[i]));
            out.add(memory(true, calls.word[i], calls.after[i], clk + calls.k[i]));
        }
        return out;
    }

    private static Message memory(boolean sends, int word, int value, int time) {
        return new Message(Buses.MEMORY.number(), sends, 1, List.of(word, value & 0xffff, value >>> 16, time));
    }

    private static int[] candidates(int cell) {
        int canonical = KoalaBear.toCanonical(cell);
        int inverse = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(Word.B)));
        return IntStream.of(
                        1, -1, Word.B, -Word.B, Word.W, -Word.W, inverse, -inverse, KoalaBear.P / 2, 0x3f00, -0x3f00)
                .map(step -> KoalaBear.fromLong((long) canonical + step))
                .toArray();
    }

    private int[] cells(int i) {
        return Arrays.stream(columns).mapToInt(column -> column[i]).toArray();
    }
}

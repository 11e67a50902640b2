package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One system call as a liar would do it, with everything else done as well as can be: memory goes along with whatever the rows do, and only the rows are judged.
 * What is not set is honest.
 */
final class OneCall {
    private static final int CLK = 4;
    private static final Program PROGRAM = Program.load(GuestElf.of(Assembly.ECALL));
    private static final Map<TableId, Chip> CHIPS = Map.of(
            TableId.HALT, new HaltTable().chip(),
            TableId.WRITE, new WriteTable().chip(),
            TableId.READ, new ReadTable().chip(),
            TableId.COPY, new CopyTable().chip());

    private final TableId id;
    private final CallRecords records = new CallRecords();
    private final Map<Integer, Integer> words = new HashMap<>();
    private final Map<Integer, Integer> first = new HashMap<>();
    private final Map<Integer, Integer> times = new HashMap<>();
    private final Map<String, Long> cells = new HashMap<>();
    private final Map<Integer, Integer> fillable = new HashMap<>();
    private boolean goesOn;

    private OneCall(TableId id, int number) {
        this.id = id;
        register(17, number);
        goesOn = id != TableId.HALT;
    }

    /** A read with its operands; what it does comes with {@link #reads}. */
    static OneCall read(int length, int position, int pointer, int asked) {
        OneCall call = new OneCall(TableId.READ, 63)
                .register(10, 0)
                .register(11, pointer)
                .register(12, asked);
        call.hold(Words.INPUT_LENGTH, length);
        call.hold(Words.INPUT_POSITION, position);
        for (int i = 0; i < (length + 3) / 4; i++) {
            call.hold(Words.INPUT + i, 0x01020304 * (i + 1));
        }
        return call;
    }

    static OneCall exit(int code, int pointer) {
        OneCall call = new OneCall(TableId.HALT, 93).register(10, code).register(11, pointer);
        for (int i = 0; i < 8; i++) {
            call.hold((pointer >>> 2) + i, 0x7fff0001 * (i + 3));
        }
        return call;
    }

    static OneCall write(int length) {
        return new OneCall(TableId.WRITE, 64).register(10, 1).register(12, length);
    }

    OneCall register(int register, int value) {
        return hold(Words.REGISTERS + register, value);
    }

    OneCall hold(int word, int value) {
        words.put(word, value);
        first.put(word, value);
        return this;
    }

    /** Sets a cell of the call's row behind the filling. */
    OneCall cell(String name, long value) {
        cells.put(name, value);
        return this;
    }

    /** Lets a State follow the exit. */
    OneCall goesOn() {
        goesOn = true;
        return this;
    }

    private void access(int word, int after, int k) {
        int before = words.getOrDefault(word, 0);
        first.putIfAbsent(word, before);
        records.access(word, before, after, k, times.getOrDefault(word, 0));
        words.put(word, after);
        times.put(word, CLK + k);
    }

    private void look(int word, int k) {
        access(word, words.getOrDefault(word, 0), k);
    }

    /**
     * Does a read: answers n, moves the position, copies words.
     *
     * @param xor what is laid over the first word
     */
    OneCall reads(int n, int position, int to, int source, int count, int xor) {
        records.begin(CLK, 0);
        look(Words.REGISTERS + 17, 0);
        access(Words.REGISTERS + 10, n, 0);
        look(Words.REGISTERS + 11, 0);
        look(Words.REGISTERS + 12, 0);
        access(Words.INPUT_POSITION, position, 0);
        look(Words.INPUT_LENGTH, 0);
        for (int i = 0; i < count; i++) {
            look(source + i, 2);
            access(to + i, words.getOrDefault(source + i, 0) ^ (i == 0 ? xor : 0), 3);
        }
        return this;
    }

    /** Does an exit that reads its digest from a word on. */
    OneCall exits(int from) {
        records.begin(CLK, 0);
        look(Words.REGISTERS + 17, 0);
        look(Words.REGISTERS + 10, 0);
        look(Words.REGISTERS + 11, 0);
        for (int i = 0; i < 8; i++) {
            look(from + i, 1);
        }
        return this;
    }

    OneCall writes(int answer) {
        records.begin(CLK, 0);
        look(Words.REGISTERS + 17, 0);
        look(Words.REGISTERS + 12, 0);
        access(Words.REGISTERS + 10, answer, 0);
        return this;
    }

    private static FilledTable filled(CallTable table, int rows) {
        return FilledTable.of(CHIPS.get(table.id()), table.columns(), rows);
    }

    private CallTable table() {
        return switch (id) {
            case HALT -> new HaltTable();
            case WRITE -> new WriteTable();
            default -> new ReadTable();
        };
    }

    /** Lets the row be filled as if an access had left another value, for lies that the filling finds by itself; the cells are to be set then. */
    OneCall filledAs(int access, int value) {
        fillable.put(access, value);
        return this;
    }

    /** What is wrong with the rows. */
    Set<String> judged() {
        LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, 1);
        int[] after = records.after.clone();
        fillable.forEach((access, value) -> records.after[access] = value);
        FilledTable row = filled(table(), 1);
        table().fill(PROGRAM, records, 0, 1, row.cells(), counts, new HashRequests());
        records.after = after;
        cells.forEach((name, value) -> row.set(name, 0, value));
        Judge judge = new Judge(PROGRAM).take(row);
        if (id == TableId.READ) {
            CopyTable copies = new CopyTable();
            FilledTable filled = filled(copies, copies.rows(records));
            copies.fill(PROGRAM, records, 0, 1, filled.cells(), counts, new HashRequests());
            judge.take(filled);
        }
        int pcw = PROGRAM.entry() >>> 2;
        judge.put(Buses.STATE, 1, List.of(CLK, pcw));
        if (goesOn) {
            judge.put(Buses.STATE, -1, List.of(CLK + 4, pcw + 1));
        }
        if (id == TableId.HALT) {
            judge.put(Buses.HALT, -1, haltMessage());
        }
        first.forEach((word, value) -> {
            judge.put(Buses.MEMORY, 1, tuple(word, value, 0));
            judge.put(Buses.MEMORY, -1, tuple(word, words.get(word), times.getOrDefault(word, 0)));
        });
        return judge.complaints();
    }

    private List<Integer> haltMessage() {
        Integer[] message = new Integer[19];
        message[0] = CLK;
        int code = first.get(Words.REGISTERS + 10);
        message[1] = cells.getOrDefault("a0", (long) (code & 0xffff)).intValue();
        message[2] = cells.getOrDefault("a1", (long) (code >>> 16)).intValue();
        for (int i = 0; i < 8; i++) {
            int word = records.after[3 + i];
            message[3 + 2 * i] =
                    cells.getOrDefault("w" + 2 * i, (long) (word & 0xffff)).intValue();
            message[4 + 2 * i] =
                    cells.getOrDefault("w" + (2 * i + 1), (long) (word >>> 16)).intValue();
        }
        return List.of(message);
    }

    private static List<Integer> tuple(int word, int value, int time) {
        return List.of(word, value & 0xffff, value >>> 16, time);
    }
}

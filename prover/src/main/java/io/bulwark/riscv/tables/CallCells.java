package io.bulwark.riscv.tables;

import io.bulwark.riscv.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells that all calls of precompiles have: clk, word pc, selector, pointers and what comes with accesses. For a table that declares its accesses in the
 * order in which the executor tells them.
 */
final class CallCells {
    private final Columns names;
    private final Program program;
    private final int accesses;
    private final LookupCounts counts;
    private final int[][] numbers;
    private final List<Pointer> pointers = new ArrayList<>();

    /**
     * @param number its place in the names of its columns
     * @param access the access that reads it, counted in the call
     * @param words of the operand
     */
    private record Pointer(int number, int access, int words) {}

    /**
     * For a table.
     *
     * @param accesses of a call
     * @param rows how many are filled at once
     */
    CallCells(Columns names, Program program, int accesses, int rows, LookupCounts counts) {
        this.names = names;
        this.program = program;
        this.accesses = accesses;
        this.counts = counts;
        this.numbers = new int[names.count()][];
        for (String name : List.of("clk", "pcw", "real")) {
            numbers[names.at(name)] = new int[rows];
        }
        for (int c = names.count() - 2 * accesses; c < names.count(); c++) {
            numbers[c] = new int[rows];
        }
    }

    /** The tags of a table's accesses: some by name, then two runs of numbered ones. */
    static String[] tags(String named, String first, int firstCount, String second, int secondCount) {
        List<String> tags = new ArrayList<>(List.of(named.split(" ")));
        for (int i = 0; i < firstCount; i++) {
            tags.add(first + i);
        }
        for (int i = 0; i < secondCount; i++) {
            tags.add(second + i);
        }
        return tags.toArray(String[]::new);
    }

    /** Names the access that reads {@link Operand} number such, of so many words. */
    void pointsTo(int number, int access, int words) {
        pointers.add(new Pointer(number, access, words));
        int rows = numbers[names.at("clk")].length;
        for (String name : List.of("u", "T", "e")) {
            numbers[names.at(name + number)] = new int[rows];
        }
    }

    /** Fills the cells of calls from, .., to - 1 into the rows of the block and counts their lookups. */
    void fill(CallRecords calls, int from, int to, ColumnBlock block) {
        int clk = names.at("clk");
        int pcw = names.at("pcw");
        int real = names.at("real");
        for (int row = 0; row < to - from; row++) {
            int index = calls.index[from + row];
            numbers[clk][row] = calls.clk[from + row];
            numbers[pcw][row] = program.address(index) >>> 2;
            numbers[real][row] = 1;
            counts.program(index);
            fillAccesses(row, calls.clk[from + row], calls, calls.first[from + row]);
        }
        for (Pointer pointer : pointers) {
            fillPointer(pointer, calls, from, to);
        }
        for (int c = 0; c < numbers.length; c++) {
            if (numbers[c] != null) {
                block.numbers(c, numbers[c]);
            }
        }
    }

    private void fillAccesses(int row, int clk, CallRecords calls, int first) {
        int column = names.count() - 2 * accesses;
        int[] high = new int[3];
        for (int i = 0; i < accesses; i++) {
            int now = clk + calls.k[first + i];
            int previous = calls.previous[first + i];
            numbers[column + 2 * i][row] = previous;
            numbers[column + 2 * i + 1][row] = (now - previous - 1) & 0xffff;
            high[i % 3] = counts.gap(now, previous);
            if (i % 3 == 2 || i == accesses - 1) {
                counts.age(high[0], high[1], high[2]);
                Arrays.fill(high, 0);
            }
        }
    }

    private void fillPointer(Pointer pointer, CallRecords calls, int from, int to) {
        int[] u = numbers[names.at("u" + pointer.number)];
        int[] top = numbers[names.at("T" + pointer.number)];
        int[] rest = numbers[names.at("e" + pointer.number)];
        for (int row = 0; row < to - from; row++) {
            int address = calls.before[calls.first[from + row] + pointer.access];
            u[row] = Operand.low(address);
            top[row] = address >>> 16;
            rest[row] = Operand.count(counts, address, pointer.words);
        }
    }
}

package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of some calls, filled: row by row in canonical numbers, and what they put on the buses. */
final class FilledTables {
    static final int AGE_BITS = 6;

    final LookupCounts counts;
    private final List<WideChip> chips = new ArrayList<>();
    private final List<int[][]> rows = new ArrayList<>();

    FilledTables(Program program, CallRecords calls, List<WideChip> chips, List<CallTable> tables) {
        counts = new LookupCounts(AGE_BITS, program.textLength());
        for (int t = 0; t < tables.size(); t++) {
            CallTable table = tables.get(t);
            int height = table.rows(calls);
            int[][] columns = new int[table.columns().count()][height];
            HashRequests hashes = new HashRequests();
            table.fill(program, calls, 0, calls.calls, columns, counts, hashes);
            int[][] canonical = new int[height][columns.length];
            for (int r = 0; r < height; r++) {
                for (int c = 0; c < columns.length; c++) {
                    canonical[r][c] = KoalaBear.toCanonical(columns[c][r]);
                }
            }
            this.chips.add(chips.get(t));
            rows.add(canonical);
        }
    }

    int rows(int table) {
        return rows.get(table).length;
    }

    /** Canonical numbers. */
    int[] row(int table, int row) {
        return rows.get(table)[row];
    }

    /** All nodes of a row. */
    int[] values(int table, int row) {
        return chips.get(table).evaluate(row(table, row));
    }

    /** Numbers of table, row and constraint of all that do not hold. */
    List<List<Integer>> violated() {
        List<List<Integer>> out = new ArrayList<>();
        for (int t = 0; t < chips.size(); t++) {
            for (int r = 0; r < rows(t); r++) {
                for (int c : chips.get(t).violated(values(t, r))) {
                    out.add(List.of(t, r, c));
                }
            }
        }
        return out;
    }

    /** Sends less receives of each message that is not balanced. */
    Map<List<Integer>, Integer> balance() {
        Map<List<Integer>, Integer> out = new HashMap<>();
        for (int t = 0; t < chips.size(); t++) {
            for (int r = 0; r < rows(t); r++) {
                for (WideChip.Message m : chips.get(t).messages(values(t, r))) {
                    add(out, m);
                }
            }
        }
        return out;
    }

    static void add(Map<List<Integer>, Integer> balance, WideChip.Message m) {
        List<Integer> key = new ArrayList<>(List.of(m.bus()));
        key.addAll(m.entries());
        balance.merge(key, m.sent() ? 1 : -1, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
    }
}

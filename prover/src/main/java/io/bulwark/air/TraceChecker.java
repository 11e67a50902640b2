package io.bulwark.air;

import io.bulwark.air.Graph.Leaf;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every constraint on every row, without any protocol: for people who look for what is wrong with a trace. */
public final class TraceChecker {
    private static final int MAX_VALUES = 16;

    /**
     * A constraint that does not hold.
     *
     * @param chip the chip's name
     * @param piece its piece, in shape order
     * @param row within the piece
     * @param constraint its number in the chip, the declared ones first, then the added ones
     * @param expression what should be 0, cut short where it is long
     * @param value what it is, canonical
     * @param columns canonical values of the first columns in it, by name
     */
    public record Violation(
            String chip,
            int piece,
            int row,
            int constraint,
            String expression,
            int value,
            Map<String, Integer> columns) {
        public Violation {
            columns = Map.copyOf(columns);
        }
    }

    private final PieceTrace trace;
    private final int piece;
    private final Chip chip;
    private final List<Guard> guards;
    private final int limit;
    private final List<Violation> found;

    private TraceChecker(PieceTrace trace, int piece, int limit, List<Violation> found) {
        this.trace = trace;
        this.piece = piece;
        this.chip = trace.chip();
        this.guards = chip.guards();
        this.limit = limit;
        this.found = found;
    }

    /**
     * The violated constraints, piece by piece and row by row; none if the trace satisfies all.
     *
     * @param limit how many are named at most
     */
    public static List<Violation> check(Trace trace, int limit) {
        List<Violation> found = new ArrayList<>();
        for (int t = 0; t < trace.pieces().size() && found.size() < limit; t++) {
            new TraceChecker(trace.pieces().get(t), t, limit, found).check();
        }
        return List.copyOf(found);
    }

    private void check() {
        Row row = Row.of(chip);
        int[] values = new int[chip.graph().size()];
        for (int r = 0; r < trace.rows() && found.size() < limit; r++) {
            trace.read(r, row);
            chip.graph().evaluate(row, values);
            checkRow(r, values);
        }
    }

    private void checkRow(int r, int[] values) {
        int declared = chip.constraints().size();
        for (int c = 0; c < declared && found.size() < limit; c++) {
            int node = chip.constraints().get(c);
            if (values[node] != 0) {
                found.add(violation(r, c, Rendering.of(chip.graph(), node), values[node], List.of(node), values));
            }
        }
        for (int g = 0; g < guards.size() && found.size() < limit; g++) {
            Guard guard = guards.get(g);
            int product = KoalaBear.mul(values[guard.value()], KoalaBear.sub(KoalaBear.ONE, values[guard.selector()]));
            if (product != 0) {
                String text = "(" + Rendering.of(chip.graph(), guard.value()) + ") * (1 - ("
                        + Rendering.of(chip.graph(), guard.selector()) + "))";
                List<Integer> nodes = List.of(guard.value(), guard.selector());
                found.add(violation(r, declared + g, text, product, nodes, values));
            }
        }
    }

    private Violation violation(int r, int constraint, String text, int value, List<Integer> nodes, int[] values) {
        return new Violation(
                chip.name(), piece, r, constraint, text, KoalaBear.toCanonical(value), columns(nodes, values));
    }

    private Map<String, Integer> columns(List<Integer> nodes, int[] values) {
        Set<Leaf> leaves = chip.graph().leavesBelow(nodes);
        Map<Leaf, Integer> known = new LinkedHashMap<>();
        for (int n = 0; n < chip.graph().size(); n++) {
            if (chip.graph().operation(n).isLeaf()) {
                known.put(chip.graph().leaf(n), values[n]);
            }
        }
        Map<String, Integer> out = new LinkedHashMap<>();
        leaves.stream()
                .filter(l -> l.operation() != Operation.CONST)
                .sorted(Comparator.comparing(Leaf::operation).thenComparingInt(Leaf::operand))
                .limit(MAX_VALUES)
                .forEach(l -> out.put(l.operation().word() + " " + l.operand(), KoalaBear.toCanonical(known.get(l))));
        return out;
    }
}

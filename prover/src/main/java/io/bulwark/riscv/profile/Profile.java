package io.bulwark.riscv.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a run cost, by function and by call stack. A snapshot. */
public final class Profile {
    private final List<FunctionCost> functions;
    private final List<Frame> roots;
    private final long cycles;
    private final long cells;
    private final boolean cut;

    Profile(FunctionMap map, CallTree tree) {
        int n = tree.count();
        long[] totalCycles = new long[n];
        long[] totalCells = new long[n];
        List<List<Frame>> callees = new ArrayList<>();
        for (int node = 0; node < n; node++) {
            callees.add(new ArrayList<>());
        }
        // Children have larger numbers, so they are whole before their parents.
        for (int node = n - 1; node > 0; node--) {
            totalCycles[node] += tree.cycles(node);
            totalCells[node] += tree.cells(node);
            totalCycles[tree.parent(node)] += totalCycles[node];
            totalCells[tree.parent(node)] += totalCells[node];
            int function = tree.function(node);
            callees.get(tree.parent(node))
                    .add(new Frame(
                            map.name(function),
                            map.source(function),
                            tree.calls(node),
                            tree.cycles(node),
                            tree.cells(node),
                            totalCycles[node],
                            totalCells[node],
                            sorted(callees.get(node))));
        }
        roots = sorted(callees.get(CallTree.ROOT));
        cycles = totalCycles[CallTree.ROOT];
        cells = totalCells[CallTree.ROOT];
        functions = functions(map, tree, totalCycles, totalCells);
        cut = tree.isCut();
    }

    private static List<Frame> sorted(List<Frame> frames) {
        return frames.stream()
                .sorted(Comparator.comparing(Frame::name).thenComparingLong(Frame::cycles))
                .toList();
    }

    private static List<FunctionCost> functions(FunctionMap map, CallTree tree, long[] totalCycles, long[] totalCells) {
        long[][] sums = new long[map.count()][5];
        for (int node = 1; node < tree.count(); node++) {
            long[] sum = sums[tree.function(node)];
            sum[0] += tree.calls(node);
            sum[1] += tree.cycles(node);
            sum[2] += tree.cells(node);
            if (!isWithinItself(tree, node)) {
                sum[3] += totalCycles[node];
                sum[4] += totalCells[node];
            }
        }
        List<FunctionCost> costs = new ArrayList<>();
        for (int f = 0; f < sums.length; f++) {
            long[] sum = sums[f];
            if (sum[0] > 0 || sum[1] > 0) {
                costs.add(new FunctionCost(map.name(f), map.source(f), sum[0], sum[1], sum[2], sum[3], sum[4]));
            }
        }
        costs.sort(Comparator.comparingLong(FunctionCost::ownCells).reversed().thenComparing(FunctionCost::name));
        return costs;
    }

    private static boolean isWithinItself(CallTree tree, int node) {
        for (int at = tree.parent(node); at != CallTree.ROOT; at = tree.parent(at)) {
            if (tree.function(at) == tree.function(node)) {
                return true;
            }
        }
        return false;
    }

    /** Every function that was run, those with most cells of their own first. */
    public List<FunctionCost> functions() {
        return List.copyOf(functions);
    }

    /** The call stacks from their first functions on. */
    public List<Frame> roots() {
        return roots;
    }

    /** Instructions of the run. */
    public long cycles() {
        return cycles;
    }

    /** Cells of all their rows. */
    public long cells() {
        return cells;
    }

    /** Whether stacks deeper than 512 functions, or more of them than 2^18, were counted where these limits were met. */
    public boolean isCut() {
        return cut;
    }
}

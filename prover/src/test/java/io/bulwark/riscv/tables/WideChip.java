package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Guard;
import io.bulwark.air.Interaction;
import io.bulwark.air.Operation;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A chip of thousands of columns with what follows from each: a changed cell is judged by the nodes above it alone. */
final class WideChip {
    /** A message as rows put it on a bus, canonical. */
    record Message(int bus, boolean sent, List<Integer> entries) {
        Message {
            entries = List.copyOf(entries);
        }
    }

    private final Chip chip;
    private final Graph graph;
    private final List<Guard> guards;
    private final int[] leaf;
    /** Of each column, the nodes above it in ascending order. */
    private final int[][] above;
    /** Of each column, the constraints that contain it, added ones behind the declared ones. */
    private final int[][] constraints;
    /** Of each column, the interactions that contain it. */
    private final int[][] interactions;

    WideChip(Chip chip) {
        this.chip = chip;
        this.graph = chip.graph();
        this.guards = chip.guards();
        this.leaf = new int[chip.main()];
        this.above = new int[chip.main()][];
        this.constraints = new int[chip.main()][];
        this.interactions = new int[chip.main()][];
        Arrays.fill(leaf, -1);
        for (int n = 0; n < graph.size(); n++) {
            if (graph.operation(n) == Operation.MAIN) {
                leaf[graph.a(n)] = n;
            }
        }
        int[][] parents = parents();
        int[][] roots = roots();
        for (int c = 0; c < chip.main(); c++) {
            reach(c, parents, roots);
        }
    }

    private int[][] parents() {
        int[] count = new int[graph.size()];
        for (int pass = 0; ; pass++) {
            int[][] out = new int[pass == 0 ? 0 : graph.size()][];
            for (int n = 0; n < out.length; n++) {
                out[n] = new int[count[n]];
            }
            Arrays.fill(count, 0);
            for (int n = 0; n < graph.size(); n++) {
                if (!graph.operation(n).isLeaf()) {
                    for (int operand : new int[] {graph.a(n), graph.b(n)}) {
                        if (pass == 1) {
                            out[operand][count[operand]] = n;
                        }
                        count[operand]++;
                    }
                }
            }
            if (pass == 1) {
                return out;
            }
        }
    }

    /** Of each node, the constraints (from 0) and interactions (from {@link #total} on) that it is an end of. */
    private int[][] roots() {
        List<List<Integer>> out = new ArrayList<>();
        for (int n = 0; n < graph.size(); n++) {
            out.add(new ArrayList<>());
        }
        for (int c = 0; c < chip.constraints().size(); c++) {
            out.get(chip.constraints().get(c)).add(c);
        }
        for (int g = 0; g < guards.size(); g++) {
            out.get(guards.get(g).value()).add(chip.constraints().size() + g);
            out.get(guards.get(g).selector()).add(chip.constraints().size() + g);
        }
        for (int i = 0; i < chip.interactions().size(); i++) {
            Interaction interaction = chip.interactions().get(i);
            out.get(interaction.multiplicity()).add(total() + i);
            for (int entry : interaction.message()) {
                out.get(entry).add(total() + i);
            }
        }
        return out.stream().map(l -> l.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
    }

    private void reach(int column, int[][] parents, int[][] roots) {
        BitSet reached = new BitSet();
        BitSet ends = new BitSet();
        if (leaf[column] >= 0) {
            reached.set(leaf[column]);
        }
        for (int n = reached.nextSetBit(0); n >= 0; n = reached.nextSetBit(n + 1)) {
            Arrays.stream(parents[n]).forEach(reached::set);
            Arrays.stream(roots[n]).forEach(ends::set);
        }
        above[column] = reached.stream().toArray();
        constraints[column] = ends.stream().filter(e -> e < total()).toArray();
        interactions[column] =
                ends.stream().filter(e -> e >= total()).map(e -> e - total()).toArray();
    }

    Chip chip() {
        return chip;
    }

    /** Number of constraints, declared and added. */
    int total() {
        return chip.constraints().size() + guards.size();
    }

    int[] constraintsOf(int column) {
        return constraints[column];
    }

    int[] interactionsOf(int column) {
        return interactions[column];
    }

    /** All nodes on a row of canonical numbers. */
    int[] evaluate(int[] row) {
        int[] values = new int[graph.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = value(n, values, row);
        }
        return values;
    }

    /** Writes a cell and what follows from it; the number may be negative. */
    void set(int[] values, int column, long canonical) {
        for (int n : above[column]) {
            values[n] = n == leaf[column] ? KoalaBear.fromLong(canonical) : value(n, values, new int[0]);
        }
    }

    int get(int[] values, int column) {
        return KoalaBear.toCanonical(values[leaf[column]]);
    }

    private int value(int n, int[] values, int[] row) {
        int a = graph.a(n);
        int b = graph.b(n);
        return switch (graph.operation(n)) {
            case CONST -> graph.constant(n);
            case MAIN -> KoalaBear.fromCanonical(row[a]);
            case ADD -> KoalaBear.add(values[a], values[b]);
            case SUB -> KoalaBear.sub(values[a], values[b]);
            case MUL -> KoalaBear.mul(values[a], values[b]);
            case PREP, CLOSED, PUBLIC -> throw new AssertionError("no such column here");
        };
    }

    /** What a constraint comes to, canonical: 0 where it holds. */
    int residue(int[] values, int constraint) {
        int declared = chip.constraints().size();
        if (constraint < declared) {
            return KoalaBear.toCanonical(values[chip.constraints().get(constraint)]);
        }
        Guard guard = guards.get(constraint - declared);
        int rest = KoalaBear.sub(KoalaBear.ONE, values[guard.selector()]);
        return KoalaBear.toCanonical(KoalaBear.mul(values[guard.value()], rest));
    }

    List<Integer> violated(int[] values) {
        List<Integer> out = new ArrayList<>();
        for (int c = 0; c < total(); c++) {
            if (residue(values, c) != 0) {
                out.add(c);
            }
        }
        return out;
    }

    boolean speaks(int[] values, int interaction) {
        return values[chip.interactions().get(interaction).multiplicity()] != 0;
    }

    Message message(int[] values, int interaction) {
        Interaction i = chip.interactions().get(interaction);
        List<Integer> entries =
                i.message().stream().map(n -> KoalaBear.toCanonical(values[n])).toList();
        return new Message(i.bus(), i.sends(), entries);
    }

    /** What a row puts on the buses, in the order of the interactions. */
    List<Message> messages(int[] values) {
        List<Message> out = new ArrayList<>();
        for (int i = 0; i < chip.interactions().size(); i++) {
            if (speaks(values, i)) {
                out.add(message(values, i));
            }
        }
        return out;
    }

    /** Whether a question to a closed-form table has an answer; of other messages, true. */
    static boolean answered(Message m, int ageBits) {
        List<Integer> e = m.entries();
        if (m.bus() == Buses.RANGE.number()) {
            return e.get(0) <= 16 && e.get(1) >>> e.get(0) == 0;
        }
        if (m.bus() == Buses.AGE.number()) {
            return e.stream().allMatch(h -> h >>> ageBits == 0);
        }
        if (m.bus() == Buses.AND.number() || m.bus() == Buses.POW2.number()) {
            throw new AssertionError("expected no such question, got " + m);
        }
        return true;
    }
}

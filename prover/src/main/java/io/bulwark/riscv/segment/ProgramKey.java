package io.bulwark.riscv.segment;

import io.bulwark.hash.MerkleTree;
import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.memory.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program as verifiers know it: the commitments to its table for the shapes that it uses, where it starts, and its id, which binds them. Immutable. */
public final class ProgramKey {
    private final SegmentMachine machine;
    private final Key key;
    private final ProgramStart start;
    private final List<Preprocessed> tables;
    private final ProgramId id;

    private ProgramKey(SegmentMachine machine, Key key, ProgramStart start, List<Preprocessed> tables, ProgramId id) {
        this.machine = machine;
        this.key = key;
        this.start = start;
        this.tables = tables;
        this.id = id;
    }

    /** All that a commitment to the program's table depends on beside the table. */
    private record Stacking(List<Integer> logHeights, int logStack) {
        static Stacking of(SegmentShape shape) {
            return new Stacking(
                    shape.shape().logHeightsOf(MachineTables.PROGRAM),
                    shape.shape().logStack());
        }
    }

    /**
     * The key of a program whose commitments come from elsewhere; its {@link #id} says which program that is.
     *
     * @param tables one commitment for each way in which the shapes of the step stack the program's table, in the order of their first shapes
     * @throws IllegalArgumentException if there are more or fewer, or no shape has the step
     */
    public static ProgramKey of(
            SegmentMachine machine, SecurityParameters parameters, ProgramStart start, List<Preprocessed> tables) {
        Map<Stacking, Preprocessed> ofStacking = new LinkedHashMap<>();
        List<ProgramId.Commitment> commitments = new ArrayList<>();
        List<Optional<Preprocessed>> ofShape = new ArrayList<>();
        for (SegmentShape shape : machine.shapes()) {
            if (shape.logProgram() != start.logTable()) {
                ofShape.add(Optional.empty());
                continue;
            }
            Stacking stacking = Stacking.of(shape);
            if (!ofStacking.containsKey(stacking)) {
                demand(commitments.size() < tables.size(), "more commitments", tables.size());
                Preprocessed table = tables.get(commitments.size());
                ofStacking.put(stacking, table);
                commitments.add(new ProgramId.Commitment(
                        stacking.logHeights(), stacking.logStack(), parameters.logBlowup(), Digest.of(table.root())));
            }
            ofShape.add(Optional.of(ofStacking.get(stacking)));
        }
        demand(
                !commitments.isEmpty() && commitments.size() == tables.size(),
                commitments.size() + " commitments",
                tables.size());
        ProgramId id = ProgramId.of(commitments, start.entry(), start.image());
        return new ProgramKey(machine, new Key(machine.machine(), parameters, ofShape), start, List.copyOf(tables), id);
    }

    private static void demand(boolean holds, String expected, int got) {
        if (!holds) {
            throw new IllegalArgumentException("expected %s of the program's table, got %d".formatted(expected, got));
        }
    }

    /** The commitment of a cap. */
    static Preprocessed ofCap(int[] cap) {
        return new Preprocessed(MerkleTree.rootOfCap(cap), cap);
    }

    public SegmentMachine machine() {
        return machine;
    }

    /** What verifies its segments. */
    public Key key() {
        return key;
    }

    /** Where its runs start. */
    public ProgramStart start() {
        return start;
    }

    /** The commitments to its table, in the order that {@link #of} takes them. */
    public List<Preprocessed> tables() {
        return tables;
    }

    public ProgramId id() {
        return id;
    }
}

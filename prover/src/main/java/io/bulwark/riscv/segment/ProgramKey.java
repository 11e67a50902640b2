package io.bulwark.riscv.segment;

import io.bulwark.hash.MerkleTree;
import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.memory.Digest;
import java.util.List;
import java.util.Optional;

/** A program as verifiers know it: the commitments to its table for the shapes that it uses, where it starts, and its id, which binds them. Immutable. */
public final class ProgramKey {
    private final SegmentMachine machine;
    private final Key key;
    private final ProgramStart start;
    private final List<Preprocessed> tables;
    private final Digest tablesDigest;
    private final ProgramId id;

    private ProgramKey(
            SegmentMachine machine, Key key, ProgramStart start, List<Preprocessed> tables, Digest tablesDigest) {
        this.machine = machine;
        this.key = key;
        this.start = start;
        this.tables = tables;
        this.tablesDigest = tablesDigest;
        this.id = ProgramId.of(tablesDigest, start.entry(), start.image());
    }

    /**
     * The key of a program whose commitments come from elsewhere; its {@link #id} says which program that is.
     *
     * @param tables one commitment for each way in which the shapes of the step stack the program's table, in the order of their first shapes
     * @throws IllegalArgumentException if there are more or fewer, or no shape has the step
     */
    public static ProgramKey of(
            SegmentMachine machine, SecurityParameters parameters, ProgramStart start, List<Preprocessed> tables) {
        List<ProgramStacking> stackings = machine.stackings(start.logTable());
        demand(!stackings.isEmpty() && stackings.size() == tables.size(), stackings.size(), tables.size());
        List<Optional<Preprocessed>> ofShape = machine.shapes().stream()
                .map(shape -> shape.logProgram() == start.logTable()
                        ? Optional.of(tables.get(stackings.indexOf(shape.programStacking())))
                        : Optional.<Preprocessed>empty())
                .toList();
        Digest digest = ProgramId.tables(
                stackings,
                parameters.logBlowup(),
                tables.stream().map(t -> Digest.of(t.root())).toList());
        Key key = new Key(machine.machine(), parameters, ofShape);
        return new ProgramKey(machine, key, start, List.copyOf(tables), digest);
    }

    private static void demand(boolean holds, int expected, int got) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "expected %d commitments of the program's table, got %d".formatted(expected, got));
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

    /** The digest of {@link #tables}, which the id is made of. */
    public Digest tablesDigest() {
        return tablesDigest;
    }

    public ProgramId id() {
        return id;
    }
}

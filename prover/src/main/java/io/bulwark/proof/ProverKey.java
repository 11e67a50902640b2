package io.bulwark.proof;

import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.commit.StackedColumns;
import io.bulwark.commit.StackedCommitment;
import io.bulwark.field.Cores;
import io.bulwark.hash.MerkleTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a prover holds of a machine: its verifier's {@link Key}, the rows of the preprocessed tables, and their commitment for each shape. Immutable. */
public final class ProverKey {
    private final Key key;
    private final Map<Integer, Table> preprocessed;
    private final List<Optional<StackedCommitment>> commitments;

    private ProverKey(Key key, Map<Integer, Table> preprocessed, List<Optional<StackedCommitment>> commitments) {
        this.key = key;
        this.preprocessed = preprocessed;
        this.commitments = commitments;
    }

    /** The key of a machine without preprocessed columns, made by this machine's kernels on one thread. */
    public static ProverKey withoutPreprocessed(Machine machine, SecurityParameters parameters) {
        return of(machine, parameters, Map.of(), ProverOptions.standard());
    }

    /**
     * Commits to the preprocessed tables, once for each way in which the shapes stack them.
     *
     * @param preprocessed chip number to rows without padding, for every chip with preprocessed columns
     * @param options threads and kernels; the budget is not looked at
     * @throws io.bulwark.air.MachineException if the tables are not the machine's or break rules 3 and 4 of section 4
     * @throws ParameterException if the parameters do not fit a shape
     */
    public static ProverKey of(
            Machine machine, SecurityParameters parameters, Map<Integer, Table> preprocessed, ProverOptions options) {
        Set<Integer> all = IntStream.range(0, machine.shapes().size()).boxed().collect(Collectors.toSet());
        return of(machine, parameters, preprocessed, all, options);
    }

    /**
     * Commits to the preprocessed tables for some of the shapes. The key refuses proofs of the others, and its tables need not fit them.
     *
     * @param used indices of the shapes
     */
    public static ProverKey of(
            Machine machine,
            SecurityParameters parameters,
            Map<Integer, Table> preprocessed,
            Set<Integer> used,
            ProverOptions options) {
        machine.checkPreprocessed(preprocessed, used);
        machine.shapes().forEach(shape -> parameters.check(shape.logStack()));
        List<Optional<StackedCommitment>> commitments = new ArrayList<>();
        List<Optional<Preprocessed>> records = new ArrayList<>();
        Map<Stacking, Optional<StackedCommitment>> made = new HashMap<>();
        try (Cores cores = new Cores(options.threads())) {
            for (int i = 0; i < machine.shapes().size(); i++) {
                Shape shape = machine.shapes().get(i);
                Optional<StackedCommitment> commitment = used.contains(i)
                        ? made.computeIfAbsent(Stacking.of(machine, shape), stacking -> {
                            List<int[]> columns = Trace.preprocessedColumns(machine, shape, preprocessed);
                            return commit(shape, columns, parameters, cores);
                        })
                        : Optional.empty();
                commitments.add(commitment);
                records.add(
                        used.contains(i)
                                ? Optional.of(commitment.map(ProverKey::record).orElseGet(Preprocessed::none))
                                : Optional.empty());
            }
        }
        return new ProverKey(new Key(machine, parameters, records), Map.copyOf(preprocessed), commitments);
    }

    public Key key() {
        return key;
    }

    /** Chip number to preprocessed rows without padding. */
    public Map<Integer, Table> preprocessedTables() {
        return preprocessed;
    }

    /** The commitment to a shape's preprocessed columns; empty if it has none. */
    Optional<StackedCommitment> commitment(int shapeIndex) {
        return commitments.get(shapeIndex);
    }

    private static Optional<StackedCommitment> commit(
            Shape shape, List<int[]> columns, SecurityParameters parameters, Cores cores) {
        StackedColumns stack = StackedColumns.of(columns, shape.logStack());
        return stack.width() == 0
                ? Optional.empty()
                : Optional.of(StackedCommitment.commit(stack, parameters.logBlowup(), parameters.capHeight(), cores));
    }

    private static Preprocessed record(StackedCommitment commitment) {
        int[] cap = commitment.tree().cap();
        return new Preprocessed(MerkleTree.rootOfCap(cap), cap);
    }

    /** All that the commitment to the preprocessed columns of a shape depends on. */
    private record Stacking(int logStack, List<Piece> pieces) {
        static Stacking of(Machine machine, Shape shape) {
            return new Stacking(
                    shape.logStack(),
                    shape.pieces().stream()
                            .filter(p -> machine.chips().get(p.chip()).prep() > 0)
                            .toList());
        }
    }
}

package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.air.LayoutParameters;
import io.bulwark.air.Machine;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.fold.FoldCircuit.Bundle;
import io.bulwark.recursion.fold.FoldCircuit.Finish;
import io.bulwark.recursion.fold.FoldCircuit.Join;
import io.bulwark.recursion.fold.FoldCircuit.Lift;
import io.bulwark.recursion.tables.RecursionMachine;
import io.bulwark.riscv.segment.SegmentMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Everything that the circuits are made from: the machine of the segments, the machine of the circuits, the parameters of all proofs, and which circuits there
 * are. Nothing in it depends on what the circuits turn out to be, so that circuits can verify each other. Immutable.
 *
 * <p>The recursion machine has two shapes for lifts and joins, {@link #NARROW} and {@link #WIDE}, of which each circuit uses the least that holds it; one for
 * finished runs; and behind it those for bundles.
 */
public final class FoldSystem {
    /** Shape of most lifts and of joins of two. */
    public static final int NARROW = 0;
    /** Shape of large lifts and joins. */
    public static final int WIDE = 1;
    /** Shape of finished runs. */
    public static final int FINISHED = 2;
    /** The first shape of bundles. */
    public static final int BUNDLES = 3;

    /** Neighbours that a join takes at most. */
    public static final int MAX_JOIN = 4;
    /** Runs that a bundle takes at most. */
    public static final int MAX_BUNDLE = 16;

    private static final List<Integer> FOLD_SHAPES = List.of(NARROW, WIDE);

    /** Large, and needed by none who only verifies. */
    private final Supplier<SegmentMachine> segments;

    private final Supplier<int[]> segmentDigest;
    private final Supplier<SortedMap<Integer, FoldCircuit>> circuits;
    private final RecursionMachine recursion;
    private final FoldParameters parameters;
    private final int[] recursionDigest;

    /**
     * A system.
     *
     * @param segments the segments' machine, asked for when a circuit is needed
     * @param maxBundle bundles of 1 to so many runs have circuits
     */
    public FoldSystem(
            Supplier<SegmentMachine> segments, RecursionMachine recursion, FoldParameters parameters, int maxBundle) {
        this.segments = once(segments);
        this.segmentDigest = once(() -> digest(segments().machine()));
        this.circuits = once(() -> Collections.unmodifiableSortedMap(circuits(segments(), maxBundle)));
        this.recursion = recursion;
        this.parameters = parameters;
        this.recursionDigest = digest(recursion.machine());
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        AtomicReference<T> made = new AtomicReference<>();
        // Two threads may make it, of the same parts; one of them is kept.
        return () -> {
            T known = made.get();
            return known != null ? known : made.updateAndGet(first -> first != null ? first : maker.get());
        };
    }

    /**
     * The one whose proofs everyone accepts, at a named security.
     *
     * @param set 128 or 100
     */
    public static FoldSystem standard(int set) {
        return new FoldSystem(
                SegmentMachine::standard, RecursionMachine.standard(), FoldParameters.named(set), MAX_BUNDLE);
    }

    private static SortedMap<Integer, FoldCircuit> circuits(SegmentMachine segments, int maxBundle) {
        SortedMap<Integer, FoldCircuit> circuits = new TreeMap<>();
        number(
                circuits,
                CircuitKind.LIFT,
                IntStream.range(0, segments.shapes().size()).mapToObj(Lift::new).toList());
        List<Join> joins = new ArrayList<>();
        for (int left : FOLD_SHAPES) {
            for (int right : FOLD_SHAPES) {
                joins.add(new Join(List.of(left, right)));
            }
        }
        for (int n = 3; n <= MAX_JOIN; n++) {
            for (int shape : FOLD_SHAPES) {
                joins.add(new Join(Collections.nCopies(n, shape)));
            }
        }
        number(circuits, CircuitKind.JOIN, joins);
        number(
                circuits,
                CircuitKind.FINISH,
                FOLD_SHAPES.stream().map(Finish::new).toList());
        number(
                circuits,
                CircuitKind.BUNDLE,
                IntStream.rangeClosed(1, maxBundle).mapToObj(Bundle::new).toList());
        return circuits;
    }

    private static void number(
            SortedMap<Integer, FoldCircuit> circuits, CircuitKind kind, List<? extends FoldCircuit> ofKind) {
        for (int place = 0; place < ofKind.size(); place++) {
            circuits.put(kind.index(place), ofKind.get(place));
        }
    }

    public SegmentMachine segments() {
        return segments.get();
    }

    public RecursionMachine recursion() {
        return recursion;
    }

    public FoldParameters parameters() {
        return parameters;
    }

    /** By index, see {@link CircuitKind#index}. */
    public SortedMap<Integer, FoldCircuit> circuits() {
        return circuits.get();
    }

    /** The index of a circuit of this system. */
    public int indexOf(FoldCircuit circuit) {
        return circuits().entrySet().stream()
                .filter(e -> e.getValue().equals(circuit))
                .mapToInt(e -> e.getKey())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a circuit of this system, got " + circuit));
    }

    /** Indices of the shapes that circuits of a kind may have. */
    public List<Integer> shapesOf(CircuitKind kind) {
        return switch (kind) {
            case LIFT, JOIN -> FOLD_SHAPES;
            case FINISH -> List.of(FINISHED);
            case BUNDLE ->
                IntStream.range(BUNDLES, recursion.shapes().size()).boxed().toList();
        };
    }

    /** Row hash of the segment machine's list, nine elements in Montgomery form. */
    public int[] segmentDigest() {
        return segmentDigest.get().clone();
    }

    /** Row hash of the recursion machine's list, nine elements in Montgomery form. */
    public int[] recursionDigest() {
        return recursionDigest.clone();
    }

    /** Lengths and places of a segment's proof. */
    Layout segmentLayout(int shape) {
        return layout(segments().machine(), shape, parameters.segments());
    }

    /** Lengths and places of a proof of a circuit of this kind. */
    public Layout layout(CircuitKind kind, int shape) {
        return layout(recursion.machine(), shape, parameters.of(kind));
    }

    private static Layout layout(Machine machine, int shape, SecurityParameters parameters) {
        return new Layout(
                machine,
                shape,
                new LayoutParameters(
                        parameters.logBlowup(), parameters.queries(), parameters.logFinal(), parameters.capHeight()));
    }

    private static int[] digest(Machine machine) {
        return new Poseidon2RowHash()
                .hash(Arrays.stream(machine.canonicalList())
                        .map(KoalaBear::fromCanonical)
                        .toArray());
    }
}

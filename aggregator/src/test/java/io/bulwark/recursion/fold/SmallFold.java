package io.bulwark.recursion.fold;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.tables.FoldShape;
import io.bulwark.recursion.tables.RecursionMachine;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.ShapeRows;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A system of one small segment shape and a few queries, two programs with short runs, and their proofs, made once for all tests. */
final class SmallFold {
    static final ProverOptions OPTIONS = ProverOptions.standard().withThreads(2);
    static final int LIFT = CircuitKind.LIFT.index(0);
    static final int JOIN = CircuitKind.JOIN.index(0);
    static final int FINISH = CircuitKind.FINISH.index(0);
    static final int BUNDLE = CircuitKind.BUNDLE.index(1);
    /** Circuits that tests make proofs of; the others have names only, of which nobody has a circuit. */
    private static final Set<Integer> MADE = Set.of(LIFT, JOIN, FINISH, BUNDLE);

    static final FoldSystem SYSTEM = system(100);
    static final FoldKeys KEYS = FoldKeys.of(SYSTEM, OPTIONS, MADE.size());
    static final FoldIdentities IDENTITIES = identities(SYSTEM);
    static final FoldProver PROVER = new FoldProver(KEYS, IDENTITIES, OPTIONS);
    static final FoldVerifier VERIFIER = new FoldVerifier(IDENTITIES);

    /** A run with its segments proved, lifted, folded and finished. */
    record Run(
            ProgramKey program,
            RunInput input,
            List<SegmentProof> segments,
            List<FoldProof> lifts,
            FoldProof whole,
            FinalProof end) {}

    private SmallFold() {}

    private static final class Runs {
        private static final Run THREE = run(TinyGuest.counting(100, 3, 7), Input.of(new byte[] {1, 2, 3, 4, 5}));
        private static final Run TWO = run(TinyGuest.counting(30, 5, 9), Input.none());
    }

    /** Of at least three segments. */
    static Run three() {
        return Runs.THREE;
    }

    /** Of another program, shorter. */
    static Run two() {
        return Runs.TWO;
    }

    /** The same circuits under another name of the security set. */
    static FoldSystem system(int set) {
        FoldParameters few = new FoldParameters(
                set,
                new SecurityParameters(1, 3, 0, 4, 4),
                new SecurityParameters(2, 3, 0, 4, 4),
                new SecurityParameters(4, 2, 0, 4, 3),
                new SecurityParameters(2, 2, 0, 4, 4));
        List<FoldShape> shapes =
                List.of(shape("narrow", 1), shape("wide", 2), shape("finish", 1), shape("bundle", 1));
        return new FoldSystem(SmallFold::machine, RecursionMachine.of(shapes), few, 2);
    }

    private static FoldShape shape(String name, int times) {
        Map<Gate, Integer> rows = new EnumMap<>(Gate.class);
        rows.putAll(Map.of(
                Gate.CONSTANT, 128, Gate.HINT, 5 << 10, Gate.BASE_HINT, 128, Gate.BASE, 1 << 10, Gate.SELECT, 256));
        rows.putAll(Map.of(Gate.BITS, 32, Gate.PACK, 512, Gate.UNPACK, 512, Gate.DOT, 256, Gate.FOLD, 256));
        rows.putAll(Map.of(
                Gate.SPONGE, 1536, Gate.PATH, 512, Gate.STORE, 256, Gate.FETCH, 64, Gate.EQUAL, 256));
        rows.put(Gate.EXTENSION, 32 << 10);
        rows.replaceAll((gate, n) -> n * times);
        return FoldShape.of(name, rows);
    }

    private static SegmentMachine machine() {
        Map<TableId, Integer> rows = new EnumMap<>(TableId.class);
        EnumSet.range(TableId.JUMP, TableId.DIV).forEach(id -> rows.put(id, 40));
        rows.putAll(Map.of(TableId.HALT, 1, TableId.WRITE, 4, TableId.READ, 4, TableId.COPY, 64));
        return SegmentMachine.of(List.of(new ShapeRows("plain", SizeClass.SMALL, rows, 64, 256)), List.of(12));
    }

    /** Identities of what tests make; names of nothing for the rest. */
    static FoldIdentities identities(FoldSystem system) {
        SortedMap<Integer, CircuitIdentity> identities = new TreeMap<>();
        Map<Integer, int[]> caps = new HashMap<>();
        FoldKeys keys = system == SYSTEM ? KEYS : FoldKeys.of(system, OPTIONS, 1);
        system.circuits().forEach((index, circuit) -> {
            if (MADE.contains(index) && (system == SYSTEM || index == LIFT)) {
                FoldKey key = keys.get(index);
                identities.put(index, key.identity());
                if (index == FINISH) {
                    caps.put(index, key.cap());
                }
            } else {
                int[] nothing = new int[Digest.LENGTH];
                nothing[0] = index + 1;
                identities.put(
                        index,
                        new CircuitIdentity(system.shapesOf(circuit.kind()).getFirst(), Digest.of(nothing)));
            }
        });
        return new FoldIdentities(
                system, identities, caps, AllowedCircuits.of(system, identities).root());
    }

    private static Run run(Program program, Input input) {
        ProvingKey key = ProvingKey.of(SYSTEM.segments(), program, SYSTEM.parameters().segments(), OPTIONS);
        List<Checkpoint> checkpoints = new ArrayList<>();
        SegmentPlanner.run(
                program, input, Limits.standard(), key.capacities(), Optional.of(key.id().digest()), checkpoints::add);
        SegmentProver prover = new SegmentProver(key, OPTIONS);
        List<SegmentProof> segments =
                checkpoints.stream().map(c -> prover.prove(c).proof()).toList();
        List<FoldProof> lifts =
                segments.stream().map(s -> PROVER.lift(key.key(), s)).toList();
        FoldProof whole = lifts.getFirst();
        for (FoldProof next : lifts.subList(1, lifts.size())) {
            whole = PROVER.join(List.of(whole, next));
        }
        RunInput runInput = RunInput.of(input);
        FinalProof end = PROVER.finish(whole, key.key(), runInput);
        return new Run(key.key(), runInput, segments, lifts, whole, end);
    }
}

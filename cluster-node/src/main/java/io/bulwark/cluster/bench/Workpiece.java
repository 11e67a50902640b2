package io.bulwark.cluster.bench;

import io.bulwark.air.Layout;
import io.bulwark.air.Machine;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.examples.AccumulatorMachine;
import io.bulwark.examples.AccumulatorProgram;
import io.bulwark.examples.AccumulatorState;
import io.bulwark.examples.AccumulatorWitness;
import io.bulwark.examples.SpongeMachine;
import io.bulwark.examples.SpongeState;
import io.bulwark.examples.SpongeWitness;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.proof.Proven;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A full trace of an example machine, to be proved at 128 proven bits and rate 1/2.
 *
 * @param name what is proved
 * @param steps permutations, or instructions
 * @param publicValues canonical numbers
 */
record Workpiece(String name, long steps, ProverKey key, int shape, List<Table> tables, List<Integer> publicValues) {
    static final String SPONGE = "sponge";
    static final String ACCUMULATOR = "accumulator";

    private static final long SEED = 1;

    /** One table: every row a permutation. */
    static Workpiece sponge(boolean standard) {
        Machine machine = standard ? SpongeMachine.standard() : SpongeMachine.withShapes(List.of(7));
        int shape = machine.shapes().size() - 1;
        int logRows = machine.shape(shape).maxLogHeight();
        int[] blocks = new Samples().elements(Poseidon2.RATE << logRows);
        SpongeWitness witness = SpongeWitness.of(SpongeState.start(blocks.length), blocks, logRows);
        return new Workpiece(
                SPONGE,
                1L << logRows,
                ProverKey.withoutPreprocessed(machine, SecurityParameters.segment()),
                shape,
                List.of(witness.table()),
                canonical(witness.claim().publicValues()));
    }

    /** Four tables of different heights that look each other up. */
    static Workpiece accumulator(boolean standard) {
        int limbBits = standard ? AccumulatorMachine.BYTE : 3;
        Machine machine = standard ? AccumulatorMachine.standard() : AccumulatorMachine.withShapes(limbBits, tiny());
        int shape = machine.shapes().size() - 1;
        // The worker's capacity: its pieces are the highest, whatever chip number it has.
        Shape s = machine.shape(shape);
        long steps = s.capacityOf(s.pieces().getFirst().chip());
        AccumulatorProgram program = AccumulatorProgram.random(limbBits, 1 << limbBits, SEED);
        AccumulatorWitness witness = AccumulatorWitness.of(program, new AccumulatorState(0, 0, 1), (int) steps);
        return new Workpiece(
                ACCUMULATOR,
                steps,
                ProverKey.of(machine, SecurityParameters.segment(), program.preprocessed(), ProverOptions.standard()),
                shape,
                witness.tables(),
                canonical(witness.publicValues()));
    }

    private static List<Shape> tiny() {
        return List.of(AccumulatorMachine.shape(3, 7, 3, Stream.of(7, 7)));
    }

    private static List<Integer> canonical(int... elements) {
        return Arrays.stream(elements).mapToObj(KoalaBear::toCanonical).toList();
    }

    Proven prove(int threads) {
        return Prover.prove(
                key, shape, tables, values(), ProverOptions.standard().withThreads(threads));
    }

    /** @throws io.bulwark.backend.VerificationException if the proof is refused */
    void verify(byte[] proof) {
        Verifier.verify(key.key(), values(), proof);
    }

    private int[] values() {
        return publicValues.stream().mapToInt(Integer::intValue).toArray();
    }

    Layout layout() {
        return key.key().layout(shape);
    }

    /** Cells of the main columns, padding included. */
    long cells() {
        return layout().columns().stream()
                .filter(c -> !c.preprocessed())
                .mapToLong(c -> 1L << c.slot().logHeight())
                .sum();
    }

    /** What the trace itself takes: four bytes a cell. */
    long traceBytes() {
        return cells() * Integer.BYTES;
    }
}

package io.bulwark.logup;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Layout;
import io.bulwark.air.Machine;
import io.bulwark.air.Trace;
import io.bulwark.examples.AccumulatorMachine;
import io.bulwark.examples.AccumulatorProgram;
import io.bulwark.examples.AccumulatorState;
import io.bulwark.examples.AccumulatorWitness;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseCube;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LeafFractionsTest {
    private static final long SEED = 23;

    private final Random random = new Random(SEED);

    private LeafFractions fractions(Kernels kernels) {
        Machine machine = AccumulatorMachine.withShapes(3, List.of(AccumulatorMachine.shape(3, 6, 3, Stream.of(3, 2))));
        AccumulatorProgram program = AccumulatorProgram.random(3, 7, SEED);
        AccumulatorWitness witness = AccumulatorWitness.of(program, new AccumulatorState(1, 2, 33), 11);
        ProverKey key =
                ProverKey.of(machine, SecurityParameters.segment(), program.preprocessed(), ProverOptions.standard());
        Layout layout = key.key().layout(0);
        Trace trace = Trace.of(machine, 0, witness.tables(), program.preprocessed());
        Random challenges = new Random(SEED);
        Extension[] betas = DenseCube.randomPoint(machine.longestMessage(), challenges);
        try (Cores cores = Cores.one()) {
            return LeafFractions.of(layout, trace, DenseCube.random(challenges), betas, kernels, cores);
        }
    }

    @Test
    void aDenominatorIsTheSameInWhateverRangeItIsAskedFor() {
        LeafFractions fractions = fractions(Kernels.best());
        LeafFractions reference = fractions(Kernels.scalar());
        int stored = fractions.stored();
        ExtensionVector expected = new ExtensionVector(stored);
        for (int i = 0; i < stored; i++) {
            reference.denominators(i, 1, expected, i);
        }
        for (int trial = 0; trial < 200; trial++) {
            int from = random.nextInt(stored);
            int n = random.nextInt(stored - from + 1);
            int at = random.nextInt(5);
            ExtensionVector out = new ExtensionVector(at + n);

            fractions.denominators(from, n, out, at);

            assertThat(out.copyOfRange(at, n))
                    .as("seed %d: %d from %d", SEED, n, from)
                    .isEqualTo(expected.copyOfRange(from, n));
        }
    }

    @Test
    void behindTheLastBlockTheLeavesAreZeroOverOne() {
        LeafFractions fractions = fractions(Kernels.best());
        int last = fractions.stored() - 1;
        ExtensionVector out = new ExtensionVector(1);

        fractions.denominators(last, 1, out, 0);

        assertThat(fractions.numerators()[last]).isZero();
        assertThat(out.get(0)).isEqualTo(Extension.of(KoalaBear.ONE));
    }
}

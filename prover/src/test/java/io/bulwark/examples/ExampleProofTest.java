package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.Machine;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Witnesses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both examples, proved and verified with every cell and public value changed: refused exactly when the checkers refuse. */
class ExampleProofTest {
    private static final SecurityParameters PARAMETERS = new SecurityParameters(1, 2, 3, 1, 1);
    private static final int LOG_ROWS = 3;
    private static final int LIMB_BITS = 3;

    /** Five blocks in a table of eight rows. */
    private static SampleMachine sponge() {
        int[] run = new Random(9).ints(5 * Poseidon2.RATE, 0, KoalaBear.P).toArray();
        SpongeWitness witness = SpongeWitness.of(SpongeState.start(run.length), run, LOG_ROWS);
        return sample(
                SpongeMachine.withShapes(List.of(LOG_ROWS)),
                List.of(witness.table()),
                Map.of(),
                witness.claim().publicValues());
    }

    private static SampleMachine accumulator() {
        AccumulatorProgram program = AccumulatorProgram.random(LIMB_BITS, 6, 3);
        AccumulatorWitness witness = AccumulatorWitness.of(program, new AccumulatorState(7, 0, 43), 10);
        Machine machine = AccumulatorMachine.withShapes(
                LIMB_BITS, List.of(AccumulatorMachine.shape(LIMB_BITS, 6, 3, Stream.of(3, 2))));
        return sample(machine, witness.tables(), program.preprocessed(), witness.publicValues());
    }

    private static SampleMachine sample(
            Machine machine, List<Table> tables, Map<Integer, Table> preprocessed, int[] publicValues) {
        return new SampleMachine(
                machine,
                0,
                tables,
                preprocessed,
                Arrays.stream(publicValues).boxed().toList());
    }

    private static void changePublicValues(SampleMachine sample) {
        ProverKey key = Witnesses.key(PARAMETERS, sample);
        for (int i = 0; i < sample.publicValues().size(); i++) {
            long value = KoalaBear.toCanonical(sample.publicValues().get(i)) + 1L;
            assertThat(Witnesses.refusal(key, sample.withPublic(i, value)))
                    .as("public value %d", i)
                    .isPresent();
        }
    }

    @Test
    void someCellsOfTheSponge() {
        Witnesses.changeCells(PARAMETERS, sponge(), 61);
    }

    @Test
    @Tag("slow")
    void everyCellOfTheSponge() {
        Witnesses.changeCells(PARAMETERS, sponge(), 1);
    }

    @Test
    void someCellsOfTheAccumulator() {
        Witnesses.changeCells(PARAMETERS, accumulator(), 23);
    }

    @Test
    @Tag("slow")
    void everyCellOfTheAccumulator() {
        Witnesses.changeCells(PARAMETERS, accumulator(), 1);
    }

    @Test
    void everyPublicValueOfTheSponge() {
        changePublicValues(sponge());
    }

    @Test
    void everyPublicValueOfTheAccumulator() {
        changePublicValues(accumulator());
    }
}

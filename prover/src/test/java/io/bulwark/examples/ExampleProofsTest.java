package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.Machine;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.backend.VerificationException;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both examples through prover and verifier, at few queries: what is refused here is refused before any query. */
class ExampleProofsTest {
    private static final long SEED = 21;
    private static final SecurityParameters FEW_QUERIES = new SecurityParameters(1, 2, 1, 1, 1);

    private static SampleMachine sponge() {
        Machine machine = SpongeMachine.withShapes(List.of(3));
        int[] blocks = new Random(SEED).ints(6 * Poseidon2.RATE, 0, KoalaBear.P).toArray();
        SpongeWitness witness = SpongeWitness.of(SpongeState.start(100), blocks, 3);
        return sample(
                machine, List.of(witness.table()), Map.of(), witness.claim().publicValues());
    }

    private static SampleMachine accumulator() {
        Machine machine = AccumulatorMachine.withShapes(3, List.of(AccumulatorMachine.shape(3, 6, 3, Stream.of(3, 2))));
        AccumulatorProgram program = AccumulatorProgram.random(3, 7, SEED);
        AccumulatorWitness witness = AccumulatorWitness.of(program, new AccumulatorState(1, 2, 33), 11);
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

    private static ProverKey key(SampleMachine sample) {
        return ProverKey.of(sample.machine(), FEW_QUERIES, sample.preprocessed(), ProverOptions.standard());
    }

    private static int[] canonical(SampleMachine sample) {
        return Arrays.stream(sample.publicArray()).map(KoalaBear::toCanonical).toArray();
    }

    private static byte[] prove(ProverKey key, SampleMachine sample) {
        return Prover.prove(key, 0, sample.tables(), canonical(sample), ProverOptions.standard())
                .proof();
    }

    private static void accepts(SampleMachine sample) {
        ProverKey key = key(sample);
        byte[] proof = prove(key, sample);
        assertThatCode(() -> Verifier.verify(key.key(), canonical(sample), proof))
                .doesNotThrowAnyException();
    }

    private static void refuses(ProverKey key, SampleMachine changed, String what) {
        byte[] proof = prove(key, changed);
        assertThatThrownBy(() -> Verifier.verify(key.key(), canonical(changed), proof))
                .as(what)
                .isInstanceOf(VerificationException.class);
    }

    private static SampleMachine beside(SampleMachine sample, int chip, int column, int row) {
        int value = KoalaBear.toCanonical(sample.tables().get(chip).column(column)[row]);
        return sample.withCell(chip, column, row, value + 1L);
    }

    @Test
    void trueStatementsOfBothExamplesAreProved() {
        accepts(sponge());
        accepts(accumulator());
    }

    @Test
    void aSpongeWithAnyColumnChangedIsRefused() {
        SampleMachine sponge = sponge();
        ProverKey key = key(sponge);
        for (int column = 0; column < SpongeMachine.COLUMNS; column++) {
            int row = column % 6;
            refuses(key, beside(sponge, 0, column, row), "column " + column + ", row " + row);
        }
        for (int column = SpongeMachine.INPUT; column < SpongeMachine.COLUMNS; column += 7) {
            refuses(key, beside(sponge, 0, column, 7), "column " + column + " of a padding row");
        }
    }

    @Test
    void anAccumulatorRunWithAnyCellChangedIsRefused() {
        SampleMachine accumulator = accumulator();
        ProverKey key = key(accumulator);
        for (int chip = 0; chip < accumulator.tables().size(); chip++) {
            Table table = accumulator.tables().get(chip);
            for (int column = 0; column < table.width(); column++) {
                for (int row = 0; row < table.rows(); row++) {
                    String what = "chip " + chip + ", column " + column + ", row " + row;
                    refuses(key, beside(accumulator, chip, column, row), what);
                }
            }
        }
    }

    @Test
    void otherPublicValuesAreRefused() {
        for (SampleMachine sample : List.of(sponge(), accumulator())) {
            ProverKey key = key(sample);
            byte[] proof = prove(key, sample);
            for (int i = 0; i < sample.publicValues().size(); i++) {
                int value = KoalaBear.toCanonical(sample.publicValues().get(i));
                SampleMachine changed = sample.withPublic(i, value + 1L);
                refuses(key, changed, "public value " + i);
                assertThatThrownBy(() -> Verifier.verify(key.key(), canonical(changed), proof))
                        .as("the true proof for another public value %d", i)
                        .isInstanceOf(VerificationException.class);
            }
        }
    }

    @Test
    void neighbouringIntervalsOfAFileAreProvedApartAndJoin() {
        byte[] file = new byte[600];
        new Random(SEED).nextBytes(file);
        int[] blocks = FileElements.blocks(file.length, file, 0, FileElements.blocks(file.length));
        ProverKey key = ProverKey.withoutPreprocessed(SpongeMachine.withShapes(List.of(3)), FEW_QUERIES);
        SpongeClaim whole = null;
        for (int from = 0; from < blocks.length; from += 8 * Poseidon2.RATE) {
            SpongeState start = whole == null ? FileElements.start(file.length) : whole.to();
            int[] run = Arrays.copyOfRange(blocks, from, Math.min(blocks.length, from + 8 * Poseidon2.RATE));
            SpongeWitness witness = SpongeWitness.of(start, run, 3);
            SampleMachine sample = sample(
                    key.key().machine(),
                    List.of(witness.table()),
                    Map.of(),
                    witness.claim().publicValues());
            byte[] proof = prove(key, sample);
            assertThatCode(() -> Verifier.verify(key.key(), canonical(sample), proof))
                    .doesNotThrowAnyException();
            whole = whole == null
                    ? witness.claim()
                    : whole.join(witness.claim()).orElseThrow();
        }
        assertThat(whole)
                .isEqualTo(new SpongeClaim(
                        FileElements.start(file.length),
                        FileElements.start(file.length).absorb(blocks, 0, blocks.length / Poseidon2.RATE)));
    }
}

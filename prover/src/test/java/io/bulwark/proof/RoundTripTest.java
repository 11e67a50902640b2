package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.RandomMachine;
import io.bulwark.air.Table;
import io.bulwark.backend.VerificationException;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prover against verifier over random machines, shapes and parameters. */
class RoundTripTest {
    private static final int[] NO_PUBLIC_VALUES = {};

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static SecurityParameters parameters(int seed) {
        Random random = new Random(seed);
        // Every stack of a random machine has at least 2^4 rows.
        return new SecurityParameters(1 + random.nextInt(3), 2, 3, random.nextInt(5), random.nextInt(6));
    }

    private static ProverKey key(RandomMachine example, int seed) {
        return ProverKey.of(example.machine(), parameters(seed), example.preprocessed(), ProverOptions.standard());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyProofOfATrueStatementIsAcceptedInEveryShape(int seed) {
        RandomMachine example = RandomMachine.of(seed);
        ProverKey key = key(example, seed);
        for (int shape = 0; shape < example.machine().shapes().size(); shape++) {
            byte[] proof = Prover.prove(key, shape, example.tables(), NO_PUBLIC_VALUES, ProverOptions.standard())
                    .proof();

            assertThatCode(() -> Verifier.verify(key.key(), NO_PUBLIC_VALUES, proof))
                    .as("seed %d, shape %d", seed, shape)
                    .doesNotThrowAnyException();
            assertThat(proof).hasSize((int) (4 * key.key().layout(shape).proofElements()));
            byte[] again = Prover.prove(
                            key,
                            shape,
                            example.tables(),
                            NO_PUBLIC_VALUES,
                            ProverOptions.standard().withThreads(3))
                    .proof();
            assertThat(again)
                    .as("three threads, seed %d, shape %d", seed, shape)
                    .isEqualTo(proof);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aProofOfATraceThatBreaksAConstraintIsRefused(int seed) {
        RandomMachine example = RandomMachine.of(seed);
        ProverKey key = key(example, seed);
        Random random = new Random(seed);
        int chip = random.nextInt(example.tables().size());
        Table table = example.tables().get(chip);
        int row = random.nextInt(table.rows());
        int product = table.width() - 1;
        List<Table> tables = new ArrayList<>(example.tables());
        tables.set(chip, table.with(product, row, KoalaBear.add(table.column(product)[row], KoalaBear.ONE)));

        byte[] proof = Prover.prove(key, 0, tables, NO_PUBLIC_VALUES, ProverOptions.standard())
                .proof();

        assertThatThrownBy(() -> Verifier.verify(key.key(), NO_PUBLIC_VALUES, proof))
                .as("seed %d, chip %d, row %d", seed, chip, row)
                .isInstanceOf(VerificationException.class);
    }
}

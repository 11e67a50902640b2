package io.bulwark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.BusChecker;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.air.TraceChecker;
import io.bulwark.backend.VerificationException;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChainMachineTest {
    @Test
    void aChainSatisfiesIt() {
        SampleMachine chain = ChainMachine.example(ChainMachine.machine(2, 2, 6), 3);
        assertThat(chain.isTrue()).isTrue();
        assertThat(chain.machine().chips().get(ChainMachine.HASH).main()).isEqualTo(241);
    }

    /** "The digest of zeros is zeros", answered by a row of zeros whose selector is 0, so that the constants vanish. */
    private static SampleMachine forged(OptionalInt selector) {
        long[] link = new long[20];
        link[0] = 1;
        long[] hash = new long[ChainMachine.HASH_COLUMNS];
        hash[1] = 1;
        List<Integer> ends = new ArrayList<>(Collections.nCopies(20, 0));
        ends.set(10, KoalaBear.ONE);
        return new SampleMachine(
                ChainMachine.machine(selector, 1, 1, 6),
                0,
                List.of(
                        SampleMachine.table(20, List.of(link)),
                        SampleMachine.table(ChainMachine.HASH_COLUMNS, List.of(hash))),
                Map.of(),
                ends);
    }

    private static boolean isProved(SampleMachine sample) {
        ProverKey key = ProverKey.withoutPreprocessed(sample.machine(), new SecurityParameters(1, 2, 3, 1, 1));
        int[] publicValues =
                Arrays.stream(sample.publicArray()).map(KoalaBear::toCanonical).toArray();
        byte[] proof = Prover.prove(key, 0, sample.tables(), publicValues, ProverOptions.standard())
                .proof();
        try {
            Verifier.verify(key.key(), publicValues, proof);
            return true;
        } catch (VerificationException e) {
            return false;
        }
    }

    @Test
    void aHashRowWithoutItsSelectorDoesNotAnswer() {
        SampleMachine forged = forged(OptionalInt.of(0));
        assertThat(BusChecker.check(forged.trace(), forged.publicArray(), 3)).isEmpty();
        assertThat(TraceChecker.check(forged.trace(), 3)).singleElement().satisfies(v -> {
            assertThat(v.expression()).isEqualTo("(main 1) * (1 - (main 0))");
            assertThat(v.chip()).isEqualTo("hash");
        });
        assertThat(isProved(forged)).isFalse();
    }

    /** Why the answer has to name its selector: nothing else keeps the row from answering. */
    @Test
    void aHashChipThatNamesNoSelectorProvesAFalseDigest() {
        SampleMachine forged = forged(OptionalInt.empty());
        assertThat(forged.isTrue()).isTrue();
        assertThat(isProved(forged)).isTrue();
    }

    @Test
    void anAnswerThatNobodyAskedForIsNamed() {
        SampleMachine chain = ChainMachine.example(ChainMachine.machine(2, 2, 6), 3);
        Table hashes = chain.tables().get(ChainMachine.HASH);
        assertThat(hashes.column(1)[2]).isEqualTo(KoalaBear.ONE);
        SampleMachine twice = chain.withCell(ChainMachine.HASH, 1, 2, 2);
        assertThat(BusChecker.check(twice.trace(), twice.publicArray(), 3))
                .singleElement()
                .satisfies(i -> assertThat(i.count()).isEqualTo(-1));
    }
}

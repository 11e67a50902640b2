package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.air.ClosedColumn;
import io.bulwark.air.MixerMachine;
import io.bulwark.air.MixerMachine.Step;
import io.bulwark.air.ProductMachine;
import io.bulwark.air.SampleMachine;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Provers that follow every step, but prove something else than they say. */
class DeceitfulProverTest {
    private static final SecurityParameters PARAMETERS = new SecurityParameters(1, 2, 3, 1, 1);
    /** Nearly every point of a domain of 2^5 is asked for. */
    private static final SecurityParameters MANY_QUERIES = new SecurityParameters(1, 200, 3, 1, 1);

    private static Key key(SampleMachine sample, SecurityParameters parameters) {
        return Key.withoutPreprocessed(sample.machine(), parameters);
    }

    private static int[] canonical(SampleMachine sample) {
        return Arrays.stream(sample.publicArray()).map(KoalaBear::toCanonical).toArray();
    }

    private static Reason refusal(Key key, SampleMachine sample, byte[] proof) {
        return catchThrowableOfType(VerificationException.class, () -> Verifier.verify(key, canonical(sample), proof))
                .reason();
    }

    @Test
    void withoutDeceitItWritesTheProversProof() {
        for (SampleMachine sample : List.of(ProductMachine.example(5), MixerMachine.example(11, 3))) {
            byte[] proof = DeceitfulProver.prove(
                    key(sample, PARAMETERS), 0, sample.trace(), sample.trace(), canonical(sample));
            assertThat(proof)
                    .isEqualTo(Prover.prove(
                                    Witnesses.key(PARAMETERS, sample),
                                    0,
                                    sample.tables(),
                                    canonical(sample),
                                    ProverOptions.standard())
                            .proof());
        }
    }

    /** The prover's table says that 11 AND 14 is 9; it is 10. The verifier computes its own. */
    @Test
    void aTableThatIsNotItsClosedFormIsRefused() {
        List<Integer> ands = new ArrayList<>(
                IntStream.range(0, 256).mapToObj(i -> (i >> 4) & i & 15).toList());
        ands.set(11 << 4 | 14, 9);
        SampleMachine truth = MixerMachine.example(11, new Step(MixerMachine.AND, 1));
        int result = 6;
        int last = 3;
        SampleMachine lie = truth.withCell(0, result, 0, 9)
                .withCell(2, 0, 16 + 10, 0)
                .withCell(2, 0, 16 + 9, 1)
                .withPublic(last, 9);
        SampleMachine lyingMachine = new SampleMachine(
                MixerMachine.machine(new ClosedColumn.Values(ands)),
                0,
                lie.tables(),
                lie.preprocessed(),
                lie.publicValues());
        assertThat(lie.isTrue()).isFalse();
        assertThat(lyingMachine.isTrue()).isTrue();

        Key key = key(lie, PARAMETERS);
        byte[] proof = DeceitfulProver.prove(key, 0, lie.trace(), lyingMachine.trace(), canonical(lie));

        assertThat(refusal(key, lie, proof)).isEqualTo(Reason.ZEROCHECK_FINAL_CLAIM);
    }

    @Test
    void columnsThatAreNotTheCommittedOnesAreRefused() {
        SampleMachine committed = ProductMachine.example(5).withCell(0, 2, 4, 7);
        SampleMachine computed = ProductMachine.example(5);
        Key key = key(computed, MANY_QUERIES);

        byte[] proof = DeceitfulProver.prove(key, 0, committed.trace(), computed.trace(), canonical(computed));

        assertThat(refusal(key, computed, proof)).isEqualTo(Reason.FRI_FOLD);
    }
}

package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Witness;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The machine's own verifier as a circuit of the machine, and what becomes of its tables for true proofs and false ones. */
class RecordedCircuitTest {
    private static final long SEED = 10;
    private static final SecurityParameters FEW_QUERIES = new SecurityParameters(2, 2, 1, 1, 1);

    private static Circuit circuit;
    private static int[] hints;

    @BeforeAll
    static void proveAndRecord() {
        FilledCircuit child = FilledCircuit.of(EveryGate.witness(SEED));
        ProverKey key =
                ProverKey.of(child.machine().machine(), FEW_QUERIES, child.preprocessed(), ProverOptions.standard());
        int[] canonical =
                Arrays.stream(child.publicArray()).map(KoalaBear::toCanonical).toArray();
        byte[] proof = Prover.prove(key, 0, child.main(), canonical, ProverOptions.standard())
                .proof();
        circuit = RecordedProof.circuit(key.key(), 0);
        hints = RecordedProof.hints(key.key().preprocessed(0).orElseThrow(), child.publicArray(), proof);
    }

    @Test
    void aTrueProofsVerificationSatisfiesTheMachine() {
        FilledCircuit filled = FilledCircuit.of(Witness.of(circuit, hints));
        assertThat(filled.violations()).isEmpty();
        assertThat(filled.imbalances()).isEmpty();
    }

    /** What the evaluation refuses with a reason, the tables refuse without one. */
    @Test
    void aFalseProofsVerificationDoesNotBalance() {
        Random random = new Random(SEED);
        for (int i = 0; i < 8; i++) {
            int[] changed = hints.clone();
            int at = random.nextInt(changed.length);
            changed[at] = KoalaBear.add(changed[at], KoalaBear.ONE);
            assertThatThrownBy(() -> Witness.of(circuit, changed))
                    .as("hint %d, seed %d", at, SEED)
                    .isInstanceOf(VerificationException.class);
            FilledCircuit filled = FilledCircuit.of(Witness.lenient(circuit, changed));
            assertThat(filled.isTrue()).as("hint %d, seed %d", at, SEED).isFalse();
        }
    }

    @Test
    @Tag("slow")
    void theVerificationIsProvedAndVerified() {
        FilledCircuit filled = FilledCircuit.of(Witness.of(circuit, hints));
        ProverKey key = ProverKey.of(
                filled.machine().machine(),
                SecurityParameters.named(128, 2),
                filled.preprocessed(),
                ProverOptions.standard().withThreads(2));
        int[] canonical =
                Arrays.stream(filled.publicArray()).map(KoalaBear::toCanonical).toArray();
        byte[] proof = Prover.prove(key, 0, filled.main(), canonical, ProverOptions.standard())
                .proof();
        assertThatCode(() -> Verifier.verify(key.key(), canonical, proof)).doesNotThrowAnyException();
    }
}

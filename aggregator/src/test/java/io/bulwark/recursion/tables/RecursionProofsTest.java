package io.bulwark.recursion.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.MachineException;
import io.bulwark.air.Table;
import io.bulwark.backend.VerificationException;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Circuits through prover and verifier. */
class RecursionProofsTest {
    private static final long SEED = 7;
    private static final SecurityParameters FEW_QUERIES = new SecurityParameters(2, 2, 1, 1, 1);

    private static ProverKey key(FilledCircuit circuit, SecurityParameters parameters) {
        return ProverKey.of(circuit.machine().machine(), parameters, circuit.preprocessed(), ProverOptions.standard());
    }

    private static int[] canonical(FilledCircuit circuit) {
        return Arrays.stream(circuit.publicArray()).map(KoalaBear::toCanonical).toArray();
    }

    private static byte[] prove(ProverKey key, FilledCircuit circuit) {
        return Prover.prove(key, 0, circuit.main(), canonical(circuit), ProverOptions.standard())
                .proof();
    }

    private static void refuses(ProverKey key, FilledCircuit circuit, String what) {
        byte[] proof = prove(key, circuit);
        assertThatThrownBy(() -> Verifier.verify(key.key(), canonical(circuit), proof))
                .as(what)
                .isInstanceOf(VerificationException.class);
    }

    @Test
    void aTrueCircuitIsProvedAndAWrongOneRefused() {
        FilledCircuit circuit = FilledCircuit.of(EveryGate.witness(SEED));
        ProverKey key = key(circuit, FEW_QUERIES);
        byte[] proof = prove(key, circuit);
        assertThatCode(() -> Verifier.verify(key.key(), canonical(circuit), proof))
                .doesNotThrowAnyException();
        FilledCircuit other =
                circuit.withPublic(3, KoalaBear.add(circuit.publicValues().get(3), KoalaBear.ONE));
        refuses(key, other, "another public value");
        assertThatThrownBy(() -> Verifier.verify(key.key(), canonical(other), proof))
                .isInstanceOf(VerificationException.class);
    }

    @Test
    @Tag("slow")
    void aCircuitWithAnyWrongTableIsRefused() {
        FilledCircuit circuit = FilledCircuit.of(EveryGate.witness(SEED));
        ProverKey key = key(circuit, FEW_QUERIES);
        for (Gate gate : Gate.values()) {
            Table table = circuit.table(gate);
            if (table.width() > 0) {
                int column = table.width() / 2;
                int value = KoalaBear.add(table.column(column)[0], KoalaBear.ONE);
                refuses(key, circuit.with(gate, column, 0, value), gate.name());
            }
        }
    }

    /** Five's bits given as those of 5 + p, with everything else in order. */
    @Test
    void theSecondFormOfFiveIsRefused() {
        SmallCircuit small = new SmallCircuit();
        int bits = small.row(Gate.BITS, small.baseHint(KoalaBear.fromCanonical(5)));
        small.publish(bits, bits + 1, bits + 2);
        ForgedRow row = new ForgedRow(small.build(), small.hints(), Gate.BITS, 0);
        ProverKey key = key(row.honest(), FEW_QUERIES);
        byte[] proof = prove(key, row.honest());
        assertThatCode(() -> Verifier.verify(key.key(), canonical(row.honest()), proof))
                .doesNotThrowAnyException();
        for (int i = 0; i < Gate.BITS.written(); i++) {
            row.set("out" + i + "_", KoalaBear.fromCanonical((int) ((5L + KoalaBear.P) >> i) & 1));
        }
        FilledCircuit forged = row.trace();
        assertThat(forged.publicValues().subList(0, 3)).containsExactly(0, KoalaBear.ONE, KoalaBear.ONE);
        refuses(key, forged, "5 + p");
    }

    /** Another circuit of the same shape has another key. */
    @Test
    void theProofOfAnotherCircuitIsRefused() {
        FilledCircuit one = constant(1);
        FilledCircuit two = constant(2);
        ProverKey key = key(one, FEW_QUERIES);
        assertThat(key.key().preprocessed(0))
                .isNotEqualTo(key(two, FEW_QUERIES).key().preprocessed(0));
        byte[] proof = prove(key(two, FEW_QUERIES), two);
        assertThatThrownBy(() -> Verifier.verify(key.key(), canonical(two), proof))
                .isInstanceOf(VerificationException.class);
    }

    private static FilledCircuit constant(int value) {
        SmallCircuit small = new SmallCircuit();
        small.publish(small.constant(value));
        return FilledCircuit.of(Witness.of(small.build(), small.hints()));
    }

    @Test
    void tablesThatAreTooLongForAShapeAreRefused() {
        FilledCircuit circuit = FilledCircuit.of(EveryGate.witness(SEED));
        RecursionMachine least = RecursionMachine.of(List.of(FoldShape.of("least", Map.of(Gate.BASE, 1))));
        assertThatThrownBy(() ->
                        ProverKey.of(least.machine(), FEW_QUERIES, circuit.preprocessed(), ProverOptions.standard()))
                .isInstanceOf(MachineException.class);
    }

    @Test
    @Tag("slow")
    void aTrueCircuitIsProvedAtFullStrength() {
        FilledCircuit circuit = FilledCircuit.of(EveryGate.witness(SEED));
        for (int logBlowup : new int[] {2, 3, 4}) {
            ProverKey key = key(circuit, SecurityParameters.named(128, logBlowup));
            byte[] proof = prove(key, circuit);
            assertThatCode(() -> Verifier.verify(key.key(), canonical(circuit), proof))
                    .doesNotThrowAnyException();
        }
    }
}

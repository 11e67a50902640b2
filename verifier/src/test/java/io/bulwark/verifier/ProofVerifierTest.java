package io.bulwark.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.riscv.segment.OutputDigest;
import org.junit.jupiter.api.Test;

class ProofVerifierTest {
    private static final ExpectedRun RUN = ExpectedRun.of(Fixture.programId());

    private final ProofVerifier verifier = ProofVerifier.standard();
    private final byte[] proof = Fixture.bytes("primes.final");
    private final byte[] input = Fixture.bytes("primes.input");
    private final byte[] output = Fixture.bytes("primes.output");

    private void refuses(Reason reason, ExpectedRun expected) {
        assertThatThrownBy(() -> verifier.verify(proof, expected))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void acceptsWhatIsProved() {
        AcceptedRun run = verifier.verify(proof, RUN.withInput(input).withOutput(output));

        assertThat(run.program()).hasToString(Fixture.programId());
        assertThat(run.exitCode()).isZero();
        assertThat(run.cycles()).isPositive();
        assertThat(verifier.verify(proof, RUN.withInputDigest(run.input()).withOutputDigest(run.output())))
                .isEqualTo(run);
        assertThat(verifier.verify(proof, RUN.withExitCode(7).withAnyExitCode()))
                .isEqualTo(run);
    }

    @Test
    void refusesAnotherRunByName() {
        refuses(Reason.RUN_PROGRAM, ExpectedRun.of("0".repeat(72)));
        refuses(Reason.RUN_INPUT, RUN.withInput(output));
        refuses(Reason.RUN_EXIT_CODE, RUN.withExitCode(1));
        refuses(Reason.RUN_OUTPUT_DIGEST, RUN.withOutput(input));
        refuses(Reason.RUN_OUTPUT_DIGEST, RUN.withOutputDigest(OutputDigest.NONE));
    }

    @Test
    void refusesAProofOfTheOtherSecuritySet() {
        assertThatThrownBy(() -> ProofVerifier.ofSet(100).verify(proof, RUN)).isInstanceOf(VerificationException.class);
    }
}

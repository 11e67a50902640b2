package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.cli.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters of real processes, disturbed. Each takes about a minute on two idle cores, and several on busy ones. */
@Tag("slow")
class ChaosTest {
    @ParameterizedTest
    @Timeout(900)
    @ValueSource(strings = {"prover", "job-node", "region", "restart", "first-operator", "kept-out"})
    void holds(String scenario) {
        VerbsTest.Said said = VerbsTest.say("chaos", scenario);
        assertThat(said.code()).as("%s%s", said.out(), said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.out()).contains("1 scenarios: 1 hold, 0 broken, 0 skipped");
    }
}

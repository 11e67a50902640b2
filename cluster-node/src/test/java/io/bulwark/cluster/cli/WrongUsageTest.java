package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrongUsageTest {
    private final Console console = new Console();

    @Test
    void nothingAtAllIsAnsweredWithAllVerbs() {
        assertThat(console.run()).isEqualTo(ExitCode.USAGE);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).contains("Usage: bulwark", "demo", "prove", "doctor", "Exit codes:");
    }

    @Test
    void aMistakeIsAnsweredInThreeLines() {
        console.refuses("bulwark inspect: Unknown option: '--jsonn'", "inspect", "proof", "--jsonn");
        assertThat(console.err().lines())
                .containsExactly(
                        "bulwark inspect: Unknown option: '--jsonn'",
                        "Did you mean '--json'?",
                        "'bulwark inspect --help' shows what it takes.");
        assertThat(console.out()).isEmpty();
    }
}

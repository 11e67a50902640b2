package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same file, here and under qemu: the same output and the same exit code. */
class InstructionsAgainstQemuTest {
    private static final long SEED = 0x5eed_0005L;

    @Test
    void everyInstructionOnEdgeValuesDoesWhatItDoesUnderQemu() {
        Qemu.assumePresent();
        compare(DirectedProgram.build(), "the directed program");
    }

    @Test
    void aFewRandomProgramsEndAsUnderQemu() {
        Qemu.assumePresent();
        compareRandom(SEED, 40);
    }

    @Test
    @Tag("slow")
    void thousandsOfRandomProgramsEndAsUnderQemu() {
        Qemu.assumePresent();
        compareRandom(SEED + 1_000_000, 3000);
    }

    private static void compareRandom(long firstSeed, int count) {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            compare(RandomProgram.of(seed), "random program of seed " + seed);
        }
    }

    private static void compare(byte[] elf, String name) {
        RunResult ours = Executor.run(Program.load(elf), Input.none(), Limits.standard(), Observer.none());
        Qemu theirs = Qemu.run(elf);
        assertThat(ours.output()).as(name).isEqualTo(theirs.output());
        assertThat(ours.exitCode() & 0xff).as(name).isEqualTo(theirs.exitCode());
    }
}

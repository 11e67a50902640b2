package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.guests.BatchInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The two ways to watch a run see the same run, and a part of it runs alone from what a planner keeps. */
class ObserversTest {
    private static final Path GUESTS = Path.of("").toAbsolutePath().getParent().resolve("guests");
    private static final long SEED = 77;

    /** A run to watch. */
    private record Case(String name, Program program, Input input) {
        RunResult run(Observer observer) {
            return Executor.run(program, input, Limits.standard(), observer);
        }
    }

    private static List<Case> cases() throws IOException {
        return List.of(
                random(SEED),
                random(SEED + 1),
                random(SEED + 2),
                guest("sort-check", numbers(60)),
                guest("selftest", words(3, 2)),
                guest("batch", BatchInput.valid(SEED, 1, 1).input()));
    }

    private static Case random(long seed) {
        return new Case("random program of seed " + seed, Program.load(RandomProgram.of(seed)), Input.none());
    }

    private static Case guest(String name, byte[] input) throws IOException {
        return new Case(name, Program.load(Files.readAllBytes(GUESTS.resolve(name + ".elf"))), Input.of(input));
    }

    private static byte[] numbers(int count) {
        int[] words = new SplittableRandom(SEED).ints(count + 1).toArray();
        words[0] = count;
        return words(words);
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    @Test
    void stepsAndBlocksCountTheSameRowsAndEndTheSame() throws IOException {
        for (Case each : cases()) {
            RunResult blocks = each.run(Observer.none());
            AccessModel model = new AccessModel(each.name(), each.program(), initialWords(each));
            RunResult steps = each.run(model);
            assertThat(model.rows()).as(each.name()).isEqualTo(blocks.rows()).isEqualTo(steps.rows());
            assertThat(model.cycles())
                    .as(each.name())
                    .isEqualTo(blocks.cycles())
                    .isEqualTo(steps.cycles());
            assertThat(steps.output()).as(each.name()).isEqualTo(blocks.output());
            assertThat(steps.digest()).as(each.name()).isEqualTo(blocks.digest());
            long rows = blocks.rows().entrySet().stream()
                    .filter(entry -> entry.getKey() != TableId.COPY)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            assertThat(rows).as("one row a cycle, %s", each.name()).isEqualTo(blocks.cycles());
        }
    }

    /** The word space at the start, from program and input alone. */
    private static IntUnaryOperator initialWords(Case each) {
        Map<Integer, Integer> image = new HashMap<>();
        for (LoadSegment segment : each.program().segments()) {
            for (int i = 0; i < segment.length(); i++) {
                int address = segment.address() + i;
                image.merge(address >>> 2, (segment.at(i) & 0xff) << (8 * (address & 3)), (a, b) -> a | b);
            }
        }
        return word -> {
            if (word == Words.REGISTERS + 2) {
                return 0xBFFFFFF0;
            }
            if (word == Words.INPUT_LENGTH) {
                return each.input().length();
            }
            return word >= Words.INPUT ? each.input().word(word - Words.INPUT) : image.getOrDefault(word, 0);
        };
    }

    @Test
    void aRunCutAnywhereEndsTheSame() throws IOException {
        for (Case each : cases()) {
            RunResult whole = each.run(Observer.none());
            for (int cycles : new int[] {61, 4093}) {
                RecordingPlanner planner = new RecordingPlanner(cycles, true);
                RunResult cut = each.run(planner);
                assertThat(cut.output()).as(each.name()).isEqualTo(whole.output());
                assertThat(cut.rows()).as(each.name()).isEqualTo(whole.rows());
                assertThat(cut.cycles()).as(each.name()).isEqualTo(whole.cycles());
            }
        }
    }

    @Test
    void everyPartRunsAloneFromItsStateAndItsTouchedBlocks() throws IOException {
        for (Case each : cases()) {
            int cycles = each.name().startsWith("random") ? 53 : 997;
            RecordingPlanner planner = new RecordingPlanner(cycles, each.name().equals("sort-check"));
            RunResult whole = each.run(planner);
            assertThat(planner.parts().size()).as(each.name()).isPositive();
            for (RecordingPlanner.Part part : planner.parts()) {
                OnePart alone = new OnePart(part.cycles());
                RunResult result = Executor.resume(each.program(), part.start(), Limits.standard(), alone);
                assertThat(result.halted()).isFalse();
                assertThat(result.rows()).as(each.name()).isEqualTo(part.rows());
                assertThat(alone.endPc).as(each.name()).isEqualTo(part.endPc());
                assertThat(alone.endRegisters).as(each.name()).isEqualTo(part.endRegisters());
            }
            RunResult last = Executor.resume(each.program(), planner.last(), Limits.standard(), Observer.none());
            assertThat(last.halted()).isTrue();
            assertThat(last.exitCode()).as(each.name()).isEqualTo(whole.exitCode());
            assertThat(last.digest()).as(each.name()).isEqualTo(whole.digest());
        }
    }

    @Test
    void aStateWithoutABlockThatTheRunTouchesIsFound() throws IOException {
        Case each = guest("sort-check", numbers(60));
        RecordingPlanner planner = new RecordingPlanner(997, false);
        each.run(planner);
        RecordingPlanner.Part part = planner.parts().get(1);
        for (int block : part.start().blocks().keySet()) {
            Map<Integer, List<Integer>> blocks = new HashMap<>(part.start().blocks());
            blocks.remove(block);
            MachineState lacking =
                    new MachineState(part.start().pc(), part.start().registers(), blocks);
            assertThatThrownBy(() ->
                            Executor.resume(each.program(), lacking, Limits.standard(), new OnePart(part.cycles())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Integer.toString(block));
        }
    }

    @Test
    void anAllowanceOfNothingEndsTheRun() {
        Case each = random(SEED);
        RunResult result = each.run(new OnePart(10));
        assertThat(result.halted()).isFalse();
        assertThat(result.cycles()).isEqualTo(10);
    }

    /** Lets a run go on for so many cycles, and keeps where it stands then. */
    private static final class OnePart implements Observer {
        private final long cycles;
        private int endPc;
        private List<Integer> endRegisters = List.of();

        OnePart(long cycles) {
            this.cycles = cycles;
        }

        @Override
        public long allowance(Execution execution) {
            endPc = execution.pc();
            endRegisters = execution.registers();
            return cycles - execution.cycles();
        }
    }
}

package io.bulwark.riscv.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.field.Cores;
import io.bulwark.riscv.DirectedProgram;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RandomProgram;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.tables.StepRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTraceTest {
    private static final Path GUESTS = Path.of("..", "guests");
    private static final byte[] INPUT = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

    private static void assertAccepted(List<TracedSegment> segments) {
        for (TracedSegment segment : segments) {
            assertThat(segment.violations())
                    .as("segment %d", segment.checkpoint().index())
                    .isEmpty();
            assertThat(segment.imbalances())
                    .as("segment %d", segment.checkpoint().index())
                    .isEmpty();
        }
        SegmentClaim run = segments.stream()
                .map(segment -> new SegmentClaim(
                        new ProgramId(SegmentClaimTest.digest(1)),
                        segment.claim().start(),
                        segment.claim().end(),
                        segment.claim().cycles(),
                        segment.claim().halted(),
                        segment.claim().exitCode(),
                        segment.claim().digest()))
                .reduce(SegmentClaim::join)
                .orElseThrow();
        assertThat(run.halted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void tablesOfRandomProgramsSatisfyTheMachine(long seed) {
        Program program = Program.load(RandomProgram.of(seed));
        List<TracedSegment> segments = TracedSegment.of(TracedSegment.SMALL, program, Input.none());
        assertThat(segments.size()).isGreaterThan(1);
        assertAccepted(segments);
    }

    @Test
    void tablesOfAProgramThatReadsSatisfyTheMachine() {
        assertAccepted(TracedSegment.of(TracedSegment.SMALL, TracedSegment.reader(), Input.of(INPUT)));
    }

    @Test
    @Tag("slow")
    void tablesOfManyRandomProgramsSatisfyTheMachine() {
        for (long seed = 100; seed < 130; seed++) {
            Program program = Program.load(RandomProgram.of(seed));
            assertAccepted(TracedSegment.of(TracedSegment.SMALL, program, Input.none()));
        }
    }

    @Test
    @Tag("slow")
    void tablesOfEveryInstructionOnEdgeValuesSatisfyTheMachine() {
        Program program = Program.load(DirectedProgram.build());
        assertAccepted(TracedSegment.of(SegmentMachine.standard(), program, Input.none()));
    }

    @Test
    void tablesOfEveryPrecompileSatisfyTheMachine() throws IOException {
        Program program = Program.load(Files.readAllBytes(GUESTS.resolve("selftest.elf")));
        byte[] seedAndRounds = {7, 0, 0, 0, 1, 0, 0, 0};
        assertAccepted(TracedSegment.of(SegmentMachine.standard(), program, Input.of(seedAndRounds)));
    }

    @Test
    void tablesDoNotDependOnTheNumberOfThreads() {
        Program program = TracedSegment.reader();
        Checkpoint checkpoint = TracedSegment.checkpoints(TracedSegment.SMALL, program, Input.of(INPUT))
                .getFirst();
        TracedSegment one = TracedSegment.of(TracedSegment.SMALL, program, checkpoint);
        SegmentTrace trace = TracedSegment.trace(TracedSegment.SMALL, program, checkpoint);
        try (Cores cores = new Cores(3)) {
            var three = SegmentTables.fill(
                    trace, TracedSegment.SMALL, TracedSegment.SMALL.shapes().getFirst(), cores);
            for (int chip = 0; chip < three.size(); chip++) {
                assertThat(three.get(chip).rows())
                        .isEqualTo(one.tables().get(chip).rows());
                for (int c = 0; c < three.get(chip).width(); c++) {
                    assertThat(three.get(chip).column(c))
                            .as("chip %d, column %d", chip, c)
                            .isEqualTo(one.tables().get(chip).column(c));
                }
            }
        }
    }

    @Test
    void refusesACheckpointOfAnotherProgram() {
        Checkpoint checkpoint = TracedSegment.checkpoints(TracedSegment.SMALL, TracedSegment.reader(), Input.of(INPUT))
                .getFirst();
        Program other = Program.load(RandomProgram.of(1));
        assertThatThrownBy(() -> TracedSegment.trace(TracedSegment.SMALL, other, checkpoint))
                .isInstanceOf(SegmentException.class);
    }

    @Test
    void refusesACheckpointThatPromisesAnotherEnd() {
        Program program = TracedSegment.reader();
        Checkpoint c = TracedSegment.checkpoints(TracedSegment.SMALL, program, Input.of(INPUT))
                .getFirst();
        Checkpoint shorter = new Checkpoint(
                c.programId(),
                c.index(),
                c.shape(),
                c.startPc(),
                c.cycles() - 1,
                false,
                c.endPc(),
                c.opening(),
                c.startRoot(),
                c.endRoot());
        Checkpoint otherRoot = new Checkpoint(
                c.programId(),
                c.index(),
                c.shape(),
                c.startPc(),
                c.cycles(),
                c.halted(),
                c.endPc(),
                c.opening(),
                c.startRoot(),
                c.startRoot());
        for (Checkpoint wrong : List.of(shorter, otherRoot)) {
            assertThatThrownBy(() -> TracedSegment.trace(TracedSegment.SMALL, program, wrong))
                    .isInstanceOf(SegmentException.class)
                    .hasMessageContaining("expected");
        }
    }

    @Test
    void refusesMoreRowsThanTheShapeHolds() {
        Program program = TracedSegment.reader();
        Checkpoint checkpoint = TracedSegment.checkpoints(TracedSegment.SMALL, program, Input.of(INPUT))
                .getFirst();
        SegmentTrace trace = TracedSegment.trace(TracedSegment.SMALL, program, checkpoint);
        StepRecords adds = trace.steps().get(TableId.ADD);
        while (adds.rows <= 32) {
            adds.grow();
            adds.rows++;
        }
        try (Cores cores = Cores.one()) {
            assertThatThrownBy(() -> SegmentTables.fill(
                            trace,
                            TracedSegment.SMALL,
                            TracedSegment.SMALL.shapes().getFirst(),
                            cores))
                    .isInstanceOf(SegmentException.class)
                    .hasMessageContaining("at most 32 rows of Add");
        }
    }
}

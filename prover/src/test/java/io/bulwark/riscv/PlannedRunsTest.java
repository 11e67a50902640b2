package io.bulwark.riscv;

import static io.bulwark.riscv.PlanCases.SEED;
import static io.bulwark.riscv.PlanCases.guest;
import static io.bulwark.riscv.PlanCases.lists;
import static io.bulwark.riscv.PlanCases.random;
import static io.bulwark.riscv.PlanCases.rows;
import static io.bulwark.riscv.PlanCases.shape;
import static io.bulwark.riscv.PlanCases.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.riscv.PlanCases.Case;
import io.bulwark.riscv.guests.BatchInput;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.InitialMemory;
import io.bulwark.riscv.memory.MemoryWalk;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.PlanException;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.plan.SegmentPlanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A planned run is the run, and each of its segments runs alone from its checkpoint to where the next begins. */
class PlannedRunsTest {
    @Test
    void everySegmentRunsAloneToWhereTheNextBegins() throws IOException {
        for (Case each : PlanCases.cases()) {
            RunResult plain = each.plain();
            for (List<Capacity> shapes : lists(1 + (int) plain.cycles() / 5000)) {
                List<Checkpoint> checkpoints = new ArrayList<>();
                RunSummary summary = each.plan(shapes, checkpoints);
                assertSame(each.name(), summary.result(), plain);
                checkChain(each, shapes, checkpoints, plain);
                List<Integer> byShape = new ArrayList<>();
                for (int shape = 0; shape < shapes.size(); shape++) {
                    int place = shape;
                    byShape.add((int)
                            checkpoints.stream().filter(c -> c.shape() == place).count());
                }
                assertThat(summary.segmentsByShape()).isEqualTo(byShape);
                assertThat(summary.segments()).isEqualTo(checkpoints.size());
            }
        }
    }

    private static void assertSame(String name, RunResult planned, RunResult plain) {
        assertThat(planned.rows()).as(name).isEqualTo(plain.rows());
        assertThat(planned.cycles()).as(name).isEqualTo(plain.cycles());
        assertThat(planned.exitCode()).as(name).isEqualTo(plain.exitCode());
        assertThat(planned.digest()).as(name).isEqualTo(plain.digest());
        assertThat(planned.output()).as(name).isEqualTo(plain.output());
        assertThat(planned.halted()).as(name).isTrue();
    }

    private static void checkChain(Case each, List<Capacity> shapes, List<Checkpoint> checkpoints, RunResult plain) {
        Digest root = InitialMemory.tree(each.program(), each.input()).root();
        int pc = each.program().entry();
        long cycles = 0;
        for (Checkpoint checkpoint : checkpoints) {
            String name = each.name() + ", segment " + checkpoint.index() + " of classes " + shapes.size();
            assertThat(checkpoint.index()).isEqualTo(checkpoints.indexOf(checkpoint));
            assertThat(checkpoint.startRoot()).as(name).isEqualTo(root);
            assertThat(checkpoint.startPc()).as(name).isEqualTo(pc);
            boolean last = checkpoint.index() == checkpoints.size() - 1;
            assertThat(checkpoint.halted()).as(name).isEqualTo(last);
            Checkpoint sent = Checkpoint.decode(checkpoint.encode(), shapes);
            assertThat(sent).as(name).isEqualTo(checkpoint);
            checkSegment(name, each.program(), sent, shapes, plain);
            root = checkpoint.endRoot();
            pc = checkpoint.endPc();
            cycles += checkpoint.cycles();
        }
        assertThat(cycles).isEqualTo(plain.cycles());
    }

    private static void checkSegment(
            String name, Program program, Checkpoint checkpoint, List<Capacity> shapes, RunResult plain) {
        SegmentRun run = SegmentRun.of(program, checkpoint);
        assertThat(run.cycles()).as(name).isEqualTo(checkpoint.cycles());
        assertThat(run.result().halted()).as(name).isEqualTo(checkpoint.halted());
        assertThat(run.touched())
                .as("blocks of %s", name)
                .containsExactly(
                        Arrays.stream(checkpoint.opening().blocks()).boxed().toArray(Integer[]::new));
        MemoryWalk walk = run.walk();
        assertThat(walk.startRoot()).as(name).isEqualTo(checkpoint.startRoot());
        assertThat(walk.endRoot()).as(name).isEqualTo(checkpoint.endRoot());
        if (checkpoint.halted()) {
            assertThat(run.result().digest()).as(name).isEqualTo(plain.digest());
            assertThat(run.result().exitCode()).as(name).isEqualTo(plain.exitCode());
        } else {
            assertThat(run.endPc()).as(name).isEqualTo(checkpoint.endPc());
        }
        Capacity shape = shapes.get(checkpoint.shape());
        assertThat(holds(shape, run, walk)).as("%s in its class", name).isTrue();
        assertThat(shapes)
                .as("no cheaper class for %s", name)
                .noneMatch(other -> other.cells() < shape.cells() && holds(other, run, walk));
    }

    /** The definition, from what the tables will hold. */
    private static boolean holds(Capacity shape, SegmentRun run, MemoryWalk walk) {
        int blocks = walk.blocks().count;
        int nodes = walk.nodes().count;
        long poseidon2 = run.rows().getOrDefault(TableId.POSEIDON2, 0L);
        return run.rows().entrySet().stream().allMatch(e -> e.getValue() <= shape.rows(e.getKey()))
                && blocks <= shape.blocks()
                && nodes <= shape.nodes()
                && 2L * (blocks + nodes) + poseidon2 <= shape.permutations()
                && run.cycles() <= shape.maxCycles();
    }

    @Test
    void aBatchOfCallsThatShareOperandsIsCutBetweenThem() throws IOException {
        Case each = guest("batch", BatchInput.valid(SEED, 2, 1).input());
        Map<TableId, Integer> rows = rows(20_000);
        rows.put(TableId.MULMOD, 300);
        List<Capacity> shapes = List.of(new Capacity(rows, 400, 4000, 10_000, 4, 1));
        List<Checkpoint> checkpoints = new ArrayList<>();
        each.plan(shapes, checkpoints);
        assertThat(checkpoints).hasSizeGreaterThan(3);
        checkChain(each, shapes, checkpoints, each.plain());
    }

    @Test
    void aSegmentIsAsLongAsItsClassHolds() throws IOException {
        Case each = guest("workout", words(2));
        List<Checkpoint> checkpoints = new ArrayList<>();
        each.plan(List.of(shape(1 << 20, 1 << 14, 1 << 17, 1)), checkpoints);
        long most = (1 << 16) - 1;
        assertThat(checkpoints).hasSizeGreaterThan(3);
        assertThat(checkpoints.subList(0, checkpoints.size() - 1))
                .allMatch(checkpoint -> checkpoint.cycles() > most - most / 64);
    }

    @Test
    @Tag("slow")
    void memoryStaysFlatOverManySegments() {
        Assembly code = new Assembly();
        code.set(5, 1 << 24).set(6, GuestElf.DATA).set(7, 0xffc);
        int loop = code.here();
        code.add(Assembly.register("and", 8, 5, 7)).add(Assembly.register("add", 8, 8, 6));
        code.add(Assembly.store("sw", 5, 8, 0)).add(Assembly.immediate("addi", 5, 5, -1));
        code.add(Assembly.branch("bne", 5, 0, loop - code.here()));
        code.set(11, 0).set(10, 0).set(17, 93).add(Assembly.ECALL);
        Case each = new Case("long loop", Program.load(GuestElf.of(code.words())), Input.none());
        List<Long> heap = new ArrayList<>();
        Map<TableId, Integer> rows = rows(1 << 18);
        List<Capacity> shapes = List.of(new Capacity(rows, 200, 2000, 10_000, 6, 1));
        RunSummary summary = SegmentPlanner.run(
                each.program(), each.input(), Limits.standard(), shapes, Optional.empty(), checkpoint -> {
                    if (checkpoint.index() % 15 == 5) {
                        heap.add(heapInUse());
                    }
                });
        assertThat(summary.result().cycles()).isGreaterThan(1L << 26);
        assertThat(heap).hasSizeGreaterThan(4);
        assertThat(heap.getLast() - heap.getFirst())
                .as("bytes more, of %s", heap)
                .isLessThan(2L << 20);
    }

    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void theFirstCheckpointIsGivenOutBeforeTheRunEnds() {
        Assembly code = new Assembly();
        code.set(5, 50_000);
        code.add(Assembly.immediate("addi", 5, 5, -1)).add(Assembly.branch("bne", 5, 0, -4));
        code.add(0);
        Program program = Program.load(GuestElf.of(code.words()));
        List<Checkpoint> checkpoints = new ArrayList<>();
        // The run ends in a trap: it is known only after all segments but the last are out.
        assertThatThrownBy(() ->
                        new Case("loop", program, Input.none()).plan(List.of(shape(20_000, 10, 100, 1)), checkpoints))
                .isInstanceOf(GuestException.class);
        assertThat(checkpoints).hasSize(2).noneMatch(Checkpoint::halted);
    }

    @Test
    void codeWithoutJumpsThatIsLongerThanASegmentIsCutInTheMiddle() {
        Assembly code = new Assembly();
        for (int i = 0; i < 300; i++) {
            code.add(Assembly.immediate("addi", 5 + i % 3, 5, i));
            code.add(Assembly.store("sw", 5, 2, -4 * i - 64));
        }
        code.set(11, 0).set(10, 0).set(17, 93).add(Assembly.ECALL);
        Case each = new Case("straight line", Program.load(GuestElf.of(code.words())), Input.none());
        List<Capacity> fewRowsOrBlocks = List.of(shape(7, 6, 100, 2), shape(5, 7, 200, 1));
        List<Capacity> fewNodes = List.of(shape(1000, 60, 66, 1));
        List<Capacity> fewPermutations = List.of(new Capacity(rows(1000), 60, 1000, 150, 2, 1));
        for (List<Capacity> shapes : List.of(fewRowsOrBlocks, fewNodes, fewPermutations)) {
            List<Checkpoint> checkpoints = new ArrayList<>();
            each.plan(shapes, checkpoints);
            assertThat(checkpoints).hasSizeGreaterThan(3);
            checkChain(each, shapes, checkpoints, each.plain());
        }
    }

    @Test
    void theProgramsIdGoesIntoEveryCheckpoint() {
        Case each = random(SEED);
        Digest id = Digest.of(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        AtomicReference<Checkpoint> last = new AtomicReference<>();
        SegmentPlanner.run(
                each.program(), each.input(), Limits.standard(), lists(1).getFirst(), Optional.of(id), last::set);
        assertThat(last.get().programId()).contains(id);
        assertThat(Checkpoint.decode(last.get().encode(), lists(1).getFirst())).isEqualTo(last.get());
    }

    @Test
    void whatFitsNoClassIsAnErrorOfItsOwn() throws IOException {
        Case reads = guest("sort-check", words(60), new byte[240]);
        Map<TableId, Integer> fewCopies = rows(10_000);
        fewCopies.put(TableId.COPY, 50);
        refuses(PlanException.Reason.READ, reads, new Capacity(fewCopies, 100, 1000, 3000, 2, 1));
        refuses(PlanException.Reason.READ, reads, shape(10_000, 12, 1000, 1));
        Map<TableId, Integer> noHalt = rows(10_000);
        noHalt.put(TableId.HALT, 0);
        refuses(PlanException.Reason.CALL, random(SEED), new Capacity(noHalt, 100, 1000, 3000, 2, 1));
        Map<TableId, Integer> noStores = rows(10_000);
        noStores.put(TableId.STORE_WORD, 0);
        refuses(PlanException.Reason.INSTRUCTION, random(SEED), new Capacity(noStores, 100, 1000, 3000, 2, 1));
        refuses(PlanException.Reason.INSTRUCTION, random(SEED), shape(10_000, BlockSpace.REGISTER_BLOCKS, 1000, 1));
        refuses(PlanException.Reason.NO_CLASS, random(SEED), shape(10_000, 4, 1000, 1));
        refuses(PlanException.Reason.NO_CLASS, random(SEED));
    }

    private static void refuses(PlanException.Reason reason, Case each, Capacity... shapes) {
        assertThatThrownBy(() -> each.plan(List.of(shapes), new ArrayList<>()))
                .isInstanceOfSatisfying(
                        PlanException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}

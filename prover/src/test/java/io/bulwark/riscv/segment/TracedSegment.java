package io.bulwark.riscv.segment;

import io.bulwark.air.BusChecker;
import io.bulwark.air.BusChecker.Imbalance;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.air.TraceChecker;
import io.bulwark.air.TraceChecker.Violation;
import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.tables.ProgramTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A segment of a run with its tables filled, to be checked without a proof, or changed before it is. */
record TracedSegment(
        SegmentMachine machine, Program program, Checkpoint checkpoint, SegmentClaim claim, List<Table> tables) {
    private static final int ROWS = 32;

    /** One shape without precompiles in which 32 rows of each table fit: a proof takes a moment, and a short program several segments. */
    static final SegmentMachine SMALL = SegmentMachine.of(List.of(plain()), List.of(12));

    TracedSegment {
        tables = List.copyOf(tables);
    }

    private static ShapeRows plain() {
        Map<TableId, Integer> rows = new EnumMap<>(TableId.class);
        EnumSet.range(TableId.JUMP, TableId.DIV).forEach(id -> rows.put(id, ROWS));
        rows.putAll(Map.of(TableId.HALT, 1, TableId.WRITE, 4, TableId.READ, 4, TableId.COPY, 64));
        return new ShapeRows("plain", SizeClass.SMALL, rows, 64, 256);
    }

    /** A program that reads up to 64 bytes, adds up their words with products and differences, and exits with 7 and eight words of what it has. */
    static Program reader() {
        Assembly code = new Assembly();
        code.call(63, 0, GuestElf.DATA + 64, 64);
        code.set(5, GuestElf.DATA + 64).set(6, 0).set(7, 16).set(8, 3);
        int loop = code.here();
        code.add(
                Assembly.load("lw", 9, 5, 0),
                Assembly.register("add", 6, 6, 9),
                Assembly.register("mul", 8, 8, 6),
                Assembly.register("xor", 6, 6, 8),
                Assembly.store("sw", 6, 5, 0),
                Assembly.store("sb", 8, 5, 1),
                Assembly.immediate("addi", 5, 5, 4),
                Assembly.immediate("addi", 7, 7, -1));
        code.add(Assembly.branch("bne", 7, 0, loop - code.here()));
        code.set(7, 40);
        int spin = code.here();
        code.add(
                Assembly.register("sltu", 9, 6, 8),
                Assembly.shift("srli", 6, 6, 1),
                Assembly.immediate("andi", 11, 6, 255),
                Assembly.immediate("addi", 7, 7, -1));
        code.add(Assembly.branch("bne", 7, 0, spin - code.here()));
        code.call(93, 7, GuestElf.DATA + 64);
        return Program.load(GuestElf.of(code.words()));
    }

    /** The segments of a run. */
    static List<TracedSegment> of(SegmentMachine machine, Program program, Input input) {
        List<TracedSegment> segments = new ArrayList<>();
        checkpoints(machine, program, input).forEach(c -> segments.add(of(machine, program, c)));
        return segments;
    }

    static List<Checkpoint> checkpoints(SegmentMachine machine, Program program, Input input) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        SegmentPlanner.run(
                program, input, Limits.standard(), machine.capacities(program), Optional.empty(), checkpoints::add);
        return checkpoints;
    }

    static TracedSegment of(SegmentMachine machine, Program program, Checkpoint checkpoint) {
        SegmentTrace trace = trace(machine, program, checkpoint);
        SegmentShape shape = machine.shapes().get(machine.shapesOf(program).get(checkpoint.shape()));
        SegmentClaim claim = new SegmentClaim(
                new ProgramId(checkpoint.startRoot()),
                new MachinePoint(checkpoint.startPc() >>> 2, checkpoint.startRoot()),
                new MachinePoint(checkpoint.endPc() >>> 2, checkpoint.endRoot()),
                checkpoint.cycles(),
                checkpoint.halted(),
                trace.result().exitCode(),
                checkpoint.halted() ? OutputDigest.of(trace.result().digest()) : OutputDigest.NONE);
        try (Cores cores = Cores.one()) {
            return new TracedSegment(
                    machine, program, checkpoint, claim, SegmentTables.fill(trace, machine, shape, cores));
        }
    }

    static SegmentTrace trace(SegmentMachine machine, Program program, Checkpoint checkpoint) {
        return SegmentTracer.trace(
                program, checkpoint, machine.capacities(program).get(checkpoint.shape()), Limits.standard());
    }

    TracedSegment with(List<Table> changed) {
        return new TracedSegment(machine, program, checkpoint, claim, changed);
    }

    TracedSegment with(SegmentClaim changed) {
        return new TracedSegment(machine, program, checkpoint, changed, tables);
    }

    int shapeIndex() {
        return machine.shapesOf(program).get(checkpoint.shape());
    }

    private Trace trace() {
        Map<Integer, Table> preprocessed = Map.of(MachineTables.PROGRAM, ProgramTable.preprocessed(program));
        return Trace.of(machine.machine(), shapeIndex(), tables, preprocessed);
    }

    List<Violation> violations() {
        return TraceChecker.check(trace(), 3);
    }

    List<Imbalance> imbalances() {
        int[] values = Arrays.stream(SegmentValues.of(claim))
                .map(KoalaBear::fromCanonical)
                .toArray();
        return BusChecker.check(trace(), values, 3);
    }

    /** Whether constraints hold and buses balance. */
    boolean isAccepted() {
        return violations().isEmpty() && imbalances().isEmpty();
    }
}

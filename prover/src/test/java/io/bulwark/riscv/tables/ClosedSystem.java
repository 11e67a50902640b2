package io.bulwark.riscv.tables;

import io.bulwark.air.BusChecker;
import io.bulwark.air.Chip;
import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.air.Trace;
import io.bulwark.air.TraceChecker;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.memory.BlockRecords;
import io.bulwark.riscv.memory.NodeRecords;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.IntStream;

/** All tables of a run of the executor, system calls and memory tree, hashes and lookups: a machine that is whole, though it knows few instructions. */
final class ClosedSystem {
    static final int AGE_BITS = 2;

    private static final List<InstructionTable> STEPS = List.of(new ConstTable(), new AddHereTable());
    private static final List<CallTable> CALLS =
            List.of(new HaltTable(), new WriteTable(), new ReadTable(), new CopyTable());
    private static final List<LookupTable> LOOKUPS =
            List.of(new ProgramTable(), new RangeTable(), new AndTable(), new AgeTable(AGE_BITS), new Pow2Table());

    private final RecordedRun run;
    private final List<FilledTable> tables = new ArrayList<>();
    private final int[] publicValues;

    private ClosedSystem(RecordedRun run, int[] publicValues) {
        this.run = run;
        this.publicValues = publicValues;
    }

    static ClosedSystem of(RecordedRun run) {
        SmallTree before = run.tree(false);
        SmallTree after = run.tree(true);
        ClosedSystem system = new ClosedSystem(run, publicValues(run, before, after));
        LookupCounts counts = new LookupCounts(AGE_BITS, run.program().textLength());
        HashRequests hashes = new HashRequests();
        for (InstructionTable table : STEPS) {
            StepRecords steps = run.steps(table.id());
            FilledTable filled = system.add(table.chip(), table.columns(), steps.rows);
            table.fill(run.program(), steps, 0, steps.rows, filled.cells(), counts);
        }
        for (CallTable table : CALLS) {
            CallRecords calls = run.calls(table.id() == TableId.COPY ? TableId.READ : table.id());
            FilledTable filled = system.add(table.chip(), table.columns(), table.rows(calls));
            // In two parts, as two threads would.
            int middle = calls.calls / 2;
            table.fill(run.program(), calls, middle, calls.calls, filled.cells(), counts, hashes);
            table.fill(run.program(), calls, 0, middle, filled.cells(), counts, hashes);
        }
        system.addTree(before, after, run.openBlocks(), counts, hashes);
        Poseidon2Table permutations = new Poseidon2Table();
        FilledTable filled = system.add(permutations.chip(), permutations.columns(), hashes.count());
        permutations.fill(hashes, 0, hashes.count(), filled.cells());
        for (LookupTable table : LOOKUPS) {
            int rows = table.asked(counts).length;
            table.fill(
                    counts,
                    0,
                    rows,
                    system.add(table.chip(), table.columns(), rows).cells());
        }
        return system;
    }

    private void addTree(
            SmallTree before, SmallTree after, SortedSet<Integer> open, LookupCounts counts, HashRequests hashes) {
        BlockTable blockTable = new BlockTable();
        BlockRecords blocks = SmallTree.blockRecords(before, after, open, run.times());
        FilledTable filled = add(blockTable.chip(), blockTable.columns(), blocks.count);
        blockTable.fill(blocks, 0, blocks.count, filled.cells(), counts, hashes);
        NodeTable nodeTable = new NodeTable();
        NodeRecords nodes = SmallTree.nodeRecords(before, after, open);
        FilledTable filledNodes = add(nodeTable.chip(), nodeTable.columns(), nodes.count);
        nodeTable.fill(nodes, 0, nodes.count, filledNodes.cells(), hashes);
    }

    private FilledTable add(Chip chip, Columns columns, int rows) {
        FilledTable table = FilledTable.of(chip, columns, rows);
        tables.add(table);
        return table;
    }

    private static int[] publicValues(RecordedRun run, SmallTree before, SmallTree after) {
        int[] values = new int[SegmentEnds.COUNT];
        values[SegmentEnds.START_PC] = KoalaBear.fromCanonical(run.program().entry() >>> 2);
        System.arraycopy(before.root(), 0, values, SegmentEnds.START_ROOT, 9);
        values[SegmentEnds.END_PC] = KoalaBear.fromCanonical(run.endPc());
        System.arraycopy(after.root(), 0, values, SegmentEnds.END_ROOT, 9);
        values[SegmentEnds.CYCLES] = KoalaBear.fromCanonical((int) run.result().cycles() & 0xffff);
        values[SegmentEnds.CYCLES + 1] =
                KoalaBear.fromCanonical((int) run.result().cycles() >>> 16);
        values[SegmentEnds.HALTED] = run.result().halted() ? KoalaBear.ONE : KoalaBear.ZERO;
        values[SegmentEnds.EXIT_CODE] = KoalaBear.fromCanonical(run.result().exitCode() & 0xffff);
        values[SegmentEnds.EXIT_CODE + 1] = KoalaBear.fromCanonical(run.result().exitCode() >>> 16);
        ByteBuffer digest = ByteBuffer.wrap(run.result().digest()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SegmentEnds.DIGEST_HALVES; i++) {
            values[SegmentEnds.DIGEST + i] = KoalaBear.fromCanonical(digest.getShort() & 0xffff);
        }
        return values;
    }

    RecordedRun run() {
        return run;
    }

    int[] publicValues() {
        return publicValues;
    }

    List<FilledTable> tables() {
        return tables;
    }

    /** All but those that answer lookups. */
    List<FilledTable> asking() {
        List<String> answering = List.of("Poseidon2", "Program", "Range", "And", "Age", "Pow2");
        return tables.stream()
                .filter(table -> !answering.contains(table.chip().name()))
                .toList();
    }

    FilledTable table(String name) {
        return tables.stream()
                .filter(table -> table.chip().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Everything as a machine's trace. */
    Trace trace() {
        List<Chip> chips = tables.stream().map(FilledTable::chip).toList();
        Piece[] pieces = IntStream.range(0, chips.size())
                .mapToObj(i -> new Piece(i, logHeight(tables.get(i).rows())))
                .toArray(Piece[]::new);
        Machine machine = new Machine(Buses.all(), chips, List.of(Shape.of(18, pieces)), SegmentEnds.contributions());
        int program = chips.indexOf(table("Program").chip());
        Map<Integer, Table> preprocessed = Map.of(program, ProgramTable.preprocessed(run.program()));
        machine.checkPreprocessed(preprocessed);
        return Trace.of(machine, 0, tables.stream().map(FilledTable::table).toList(), preprocessed);
    }

    private static int logHeight(int rows) {
        return 32 - Integer.numberOfLeadingZeros(Math.max(rows, 1) - 1);
    }

    /** What the machine's own checkers find. */
    List<Object> wrong() {
        Trace trace = trace();
        List<Object> out = new ArrayList<>(TraceChecker.check(trace, 5));
        out.addAll(BusChecker.check(trace, publicValues, 5));
        return out;
    }
}

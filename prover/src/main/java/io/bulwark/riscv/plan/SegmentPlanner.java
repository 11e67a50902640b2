package io.bulwark.riscv.plan;

import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.InitialMemory;
import io.bulwark.riscv.memory.MemoryTree;
import io.bulwark.riscv.memory.Opening;
import io.bulwark.riscv.plan.PlanException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs a program once and cuts it into segments: each as long as one of the size classes holds it, and of the cheapest class that does. A segment's
 * checkpoint is given out when it ends, while the run goes on.
 *
 * <p>Nothing is done for single instructions. Rows stay within what one class, the candidate, has left, which the executor sees to ({@link Execution#limit});
 * when that is used up, the rows are counted and the class with most room is the next candidate. Blocks and the nodes above them are counted exactly, as they
 * are opened. A class counts as full when its limits let less than one part in 128 of the segment's cycles pass: to fill the rest would take as many
 * decisions as the whole.
 */
public final class SegmentPlanner implements Observer {
    private static final int NONE = -1;
    private static final int LEAST_PART = 128;

    private final List<Capacity> shapes;
    private final Optional<Digest> programId;
    private final Consumer<Checkpoint> checkpoints;
    private final MemoryTree tree;
    private final int[] segmentsByShape;
    private final long[] callRows = new long[TableId.values().length];
    private int index;
    private boolean begun;
    private int startPc;
    private int candidate;
    /** Classes that are full, or as good as full. */
    private final boolean[] full;

    private long cyclesAtDecision;
    /** A block that the candidate has no room for, touched by the next instruction. */
    private int pending = NONE;

    private SegmentPlanner(
            MemoryTree tree, List<Capacity> shapes, Optional<Digest> programId, Consumer<Checkpoint> checkpoints) {
        this.tree = tree;
        this.shapes = List.copyOf(shapes);
        this.programId = programId;
        this.checkpoints = checkpoints;
        this.segmentsByShape = new int[shapes.size()];
        this.full = new boolean[shapes.size()];
    }

    /**
     * Runs a program and plans its proof.
     *
     * @param shapes size classes; checkpoints name them by their place
     * @param programId goes into the checkpoints
     * @param checkpoints takes each segment's as soon as the segment ends, in order; the run waits for it
     * @throws GuestException if the run stops before its exit call; checkpoints given out until then are of no use
     * @throws PlanException if something does not fit a whole segment of any class
     */
    public static RunSummary run(
            Program program,
            Input input,
            Limits limits,
            List<Capacity> shapes,
            Optional<Digest> programId,
            Consumer<Checkpoint> checkpoints) {
        MemoryTree tree = InitialMemory.tree(program, input);
        SegmentPlanner planner = new SegmentPlanner(tree, shapes, programId, checkpoints);
        RunResult result = Executor.run(program, input, limits, planner);
        return new RunSummary(
                result, Arrays.stream(planner.segmentsByShape).boxed().toList());
    }

    @Override
    public long allowance(Execution execution) {
        if (!begun) {
            begin(execution);
            begun = true;
        }
        long allowance = allow(execution);
        if (allowance == 0) {
            if (execution.cyclesSinceCut() == 0) {
                throw new PlanException(
                        Reason.INSTRUCTION,
                        "no size class has room for the instruction at pc 0x%08x".formatted(execution.pc()));
            }
            cut(execution);
            return allowance(execution);
        }
        return allowance;
    }

    /** Makes the class with most room the candidate; the instructions that it allows for, 0 if there is no class for the next one. */
    private long allow(Execution execution) {
        Fill fill = fill(execution);
        boolean empty = fill.cycles() == 0;
        full[candidate] |= pending == NONE && !empty && (fill.cycles() - cyclesAtDecision) * LEAST_PART < fill.cycles();
        cyclesAtDecision = fill.cycles();
        Fill next = pending == NONE ? fill : fill.with(1, tree.nodesToOpen(pending));
        pending = NONE;
        int[] holding = IntStream.range(0, shapes.size())
                .filter(shape -> !full[shape] && next.fits(shapes.get(shape)))
                .boxed()
                .sorted((a, b) -> Double.compare(next.part(shapes.get(a)), next.part(shapes.get(b))))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int shape : holding) {
            candidate = shape;
            Capacity capacity = shapes.get(shape);
            if (execution.limit(fill.rowsLeft(capacity), fill.cyclesLeft(capacity))) {
                return Long.MAX_VALUE;
            }
        }
        return empty ? allowPart(execution, fill, holding) : 0;
    }

    /** For code without a jump that is longer than a segment: what the class with most room holds of it. */
    private long allowPart(Execution execution, Fill fill, int[] holding) {
        long most = 0;
        for (int shape : holding) {
            Capacity capacity = shapes.get(shape);
            int fitting = execution.fitting(fill.rowsLeft(capacity), fill.cyclesLeft(capacity));
            if (fitting > most) {
                most = fitting;
                candidate = shape;
            }
        }
        return most;
    }

    @Override
    public void touched(Execution execution, int block) {
        if (tree.isOpen(block)) {
            return;
        }
        int nodes = tree.openNodes() + tree.nodesToOpen(block);
        if (!holdsTree(tree.openBlocks() + 1, nodes)) {
            pending = block;
            throw execution.beforeAccess();
        }
        tree.open(block, execution::word);
    }

    private boolean holdsTree(int blocks, int nodes) {
        return Fill.holdsTree(shapes.get(candidate), blocks, nodes, callRows[TableId.POSEIDON2.place()]);
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        if (shapes.stream().noneMatch(shape -> copyRows <= shape.rows(TableId.COPY))) {
            throw new PlanException(
                    Reason.READ,
                    "no size class has room for a read of %d words at pc 0x%08x".formatted(copyRows, execution.pc()));
        }
        int[] blocks = execution.blocks(call, copyRows);
        if (!hasRoom(execution, call, copyRows, blocks)) {
            if (execution.cyclesSinceCut() > 0) {
                cut(execution);
                blocks = execution.blocks(call, copyRows);
            }
            if (!hasRoom(execution, call, copyRows, blocks)) {
                throw new PlanException(
                        copyRows > 0 ? Reason.READ : Reason.CALL,
                        "no size class has room for the call at pc 0x%08x, %s of %d blocks"
                                .formatted(execution.pc(), call, blocks.length));
            }
        }
        callRows[call.table().place()]++;
        callRows[TableId.COPY.place()] += copyRows;
        for (int block : blocks) {
            tree.open(block, execution::word);
        }
    }

    /** Whether a class holds the segment with a call; makes such a one the candidate. */
    private boolean hasRoom(Execution execution, SystemCall call, int copyRows, int[] blocks) {
        int nodes = tree.nodesToOpen(blocks);
        if (candidateHas(execution, call, copyRows, blocks.length, nodes)) {
            return true;
        }
        Fill fill = fill(execution);
        Fill with = fill.with(call, copyRows, blocks.length, nodes);
        OptionalInt roomiest = IntStream.range(0, shapes.size())
                .filter(shape -> with.fits(shapes.get(shape)))
                .reduce((a, b) -> with.part(shapes.get(a)) <= with.part(shapes.get(b)) ? a : b);
        roomiest.ifPresent(shape -> {
            candidate = shape;
            // The limits were the former candidate's.
            execution.limit(with.rowsLeft(shapes.get(shape)), with.cyclesLeft(shapes.get(shape)));
        });
        return roomiest.isPresent();
    }

    /** The same of the candidate alone, without counting: rows of instructions are within its limits, and calls have tables of their own. */
    private boolean candidateHas(Execution execution, SystemCall call, int copyRows, int moreBlocks, int moreNodes) {
        Capacity capacity = shapes.get(candidate);
        int poseidon2 = call == SystemCall.POSEIDON2 ? 1 : 0;
        return callRows[call.table().place()] < capacity.rows(call.table())
                && callRows[TableId.COPY.place()] + copyRows <= capacity.rows(TableId.COPY)
                && execution.cyclesSinceCut() < capacity.maxCycles()
                && Fill.holdsTree(
                        capacity,
                        tree.openBlocks() + moreBlocks,
                        tree.openNodes() + moreNodes,
                        callRows[TableId.POSEIDON2.place()] + poseidon2);
    }

    @Override
    public void ended(Execution execution) {
        emit(execution, true);
    }

    private Fill fill(Execution execution) {
        return new Fill(execution.rowCounts(), execution.cyclesSinceCut(), tree.openBlocks(), tree.openNodes());
    }

    private void begin(Execution execution) {
        startPc = execution.pc();
        Arrays.fill(callRows, 0);
        Arrays.fill(full, false);
        cyclesAtDecision = 0;
        pending = NONE;
        for (int i = 0; i < BlockSpace.REGISTER_BLOCKS; i++) {
            tree.open(BlockSpace.REGISTERS + i, execution::word);
        }
        Fill fill = fill(execution);
        candidate = IntStream.range(0, shapes.size())
                .filter(shape -> fill.fits(shapes.get(shape)))
                .findFirst()
                .orElseThrow(() -> new PlanException(
                        Reason.NO_CLASS,
                        "none of %d size classes holds the registers: %d blocks and %d nodes"
                                .formatted(shapes.size(), fill.blocks(), fill.nodes())));
    }

    private void cut(Execution execution) {
        emit(execution, false);
        execution.cut();
        begin(execution);
    }

    private void emit(Execution execution, boolean halted) {
        Fill fill = fill(execution);
        int shape = IntStream.range(0, shapes.size())
                .filter(s -> fill.fits(shapes.get(s)))
                .reduce((a, b) -> shapes.get(a).cells() <= shapes.get(b).cells() ? a : b)
                .orElseThrow(() -> new IllegalStateException("a segment that no class holds: " + fill.cycles()));
        Digest startRoot = tree.root();
        Opening opening = tree.opening();
        tree.close(execution::word);
        int cycles = Math.toIntExact(execution.cyclesSinceCut());
        int endPc = halted ? 0 : execution.pc();
        checkpoints.accept(new Checkpoint(
                programId, index, shape, startPc, cycles, halted, endPc, opening, startRoot, tree.root()));
        segmentsByShape[shape]++;
        index++;
    }
}

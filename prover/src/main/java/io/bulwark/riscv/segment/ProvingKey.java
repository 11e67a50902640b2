package io.bulwark.riscv.segment;

import io.bulwark.air.Table;
import io.bulwark.proof.Key;
import io.bulwark.proof.MemoryNeed;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.memory.InitialMemory;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.tables.ProgramTable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A program as provers know it: the program, its table's commitments with all they hold, and the key of its verifiers. Safe for several threads. */
public final class ProvingKey {
    private final Program program;
    private final ProverKey proverKey;
    private final List<Integer> shapes;
    private final ProgramKey key;
    private final Map<Integer, MemoryNeed> needs = new ConcurrentHashMap<>();

    private ProvingKey(Program program, ProverKey proverKey, List<Integer> shapes, ProgramKey key) {
        this.program = program;
        this.proverKey = proverKey;
        this.shapes = shapes;
        this.key = key;
    }

    /**
     * Commits to the program's table, once for each stack that its shapes have.
     *
     * @param options threads and kernels
     * @throws SegmentException if the program is longer than any shape holds
     */
    public static ProvingKey of(
            SegmentMachine machine, Program program, SecurityParameters parameters, ProverOptions options) {
        List<Integer> shapes = machine.shapesOf(program);
        Map<Integer, Table> table = Map.of(MachineTables.PROGRAM, ProgramTable.preprocessed(program));
        ProverKey proverKey = ProverKey.of(machine.machine(), parameters, table, Set.copyOf(shapes), options);
        Key key = proverKey.key();
        List<Preprocessed> tables = shapes.stream()
                .map(i -> key.preprocessed(i).orElseThrow())
                .distinct()
                .toList();
        ProgramStart start = new ProgramStart(
                machine.shapes().get(shapes.getFirst()).logProgram(),
                program.entry() >>> 2,
                InitialMemory.imageRoot(program));
        return new ProvingKey(program, proverKey, shapes, ProgramKey.of(machine, parameters, start, tables));
    }

    public Program program() {
        return program;
    }

    /** What verifies. */
    public ProgramKey key() {
        return key;
    }

    ProverKey proverKey() {
        return proverKey;
    }

    public ProgramId id() {
        return key.id();
    }

    /** Indices, in the machine, of the shapes that it uses. */
    public List<Integer> shapes() {
        return shapes;
    }

    /** A shape by its place among {@link #shapes}. */
    public SegmentShape shape(int place) {
        return key.machine().shapes().get(shapes.get(place));
    }

    /** What the prover proper needs for a shape, computed once. */
    MemoryNeed memoryNeed(int place) {
        return needs.computeIfAbsent(place, p -> MemoryNeed.of(key.key().layout(shapes.get(p))));
    }

    /** What these shapes hold, in the same order: checkpoints name a shape by its place here. */
    public List<Capacity> capacities() {
        return capacities(shape -> true);
    }

    /**
     * The same for a planner that is to use some shapes only: the others hold nothing.
     *
     * @param usable of a shape by its place among {@link #shapes}
     */
    public List<Capacity> capacities(IntPredicate usable) {
        return IntStream.range(0, shapes.size())
                .mapToObj(place -> {
                    Capacity capacity = shape(place).capacity();
                    return usable.test(place)
                            ? capacity
                            : new Capacity(Map.of(), 0, 0, 0, capacity.ageBits(), capacity.cells());
                })
                .toList();
    }
}

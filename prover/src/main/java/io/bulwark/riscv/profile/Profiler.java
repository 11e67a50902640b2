package io.bulwark.riscv.profile;

import io.bulwark.riscv.Execution;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RowObserver;
import io.bulwark.riscv.Step;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import java.util.function.ToLongFunction;

/**
 * Watches a run instruction by instruction and adds up what each function costs. The calling convention tells calls and returns: a link in ra or t0 (RISC-V
 * unprivileged ISA, table of return-address stack hints).
 */
public final class Profiler implements RowObserver {
    private static final int RA = 1;
    private static final int T0 = 5;

    private static final byte STRAIGHT = 0;
    private static final byte CALL = 1;
    private static final byte RETURN = 2;

    private final Program program;
    private final FunctionMap functions;
    private final CallTree tree = new CallTree();
    private final ShadowStack stack;
    private final byte[] kind;
    private final long[] cost;
    private final ToLongFunction<TableId> cellsOf;

    /**
     * @param cellsOf committed cells of a row of each table
     */
    public Profiler(Program program, ToLongFunction<TableId> cellsOf) {
        this.program = program;
        this.cellsOf = cellsOf;
        functions = new FunctionMap(program);
        int n = program.textLength();
        kind = new byte[n];
        cost = new long[n];
        for (int i = 0; i < n; i++) {
            Instruction instruction = program.instruction(i);
            kind[i] = kind(instruction, program.address(i) >>> 2);
            cost[i] = instruction.opcode().table().map(cellsOf::applyAsLong).orElse(0L);
        }
        stack = new ShadowStack(tree, functions.of(index(program.entry())));
    }

    private static byte kind(Instruction instruction, int here) {
        boolean links = instruction.d() == RA || instruction.d() == T0;
        if (instruction.opcode() == Opcode.CONST) {
            // A constant that goes on elsewhere is a jump and link.
            return links && instruction.target() != ((here + 1) & 0x3fffffff) ? CALL : STRAIGHT;
        }
        if (instruction.opcode() != Opcode.JALR) {
            return STRAIGHT;
        }
        boolean throughLink = instruction.s() == RA || instruction.s() == T0;
        return links ? CALL : throughLink && instruction.d() == Instruction.SINK ? RETURN : STRAIGHT;
    }

    @Override
    public long allowance(Execution execution) {
        return Long.MAX_VALUE;
    }

    @Override
    public void executed(Step step) {
        int i = step.index();
        enter(i);
        tree.cost(stack.node(), cost[i]);
        if (kind[i] != STRAIGHT) {
            int next = index(step.next() << 2);
            if (kind[i] == CALL) {
                stack.call(functions.of(next), program.address(i + 1));
            } else {
                stack.back(program.address(next), functions.of(next));
            }
        }
    }

    @Override
    public void calls(Execution execution, SystemCall call, int copyRows) {
        enter(index(execution.pc()));
        int node = tree.child(stack.node(), functions.of(call));
        tree.called(node);
        tree.cost(node, cellsOf.applyAsLong(call.table()) + copyRows * cellsOf.applyAsLong(TableId.COPY));
    }

    @Override
    public void accessed(int word, int before, int after, int k) {
        // A call costs its row, whatever it touches.
    }

    private void enter(int i) {
        if (functions.of(i) != stack.function()) {
            stack.replace(functions.of(i));
        }
    }

    private int index(int address) {
        return (address - program.textStart()) >>> 2;
    }

    /** What was seen until now; of a run that a fault ended, too. */
    public Profile profile() {
        return new Profile(functions, tree);
    }
}

package io.bulwark.riscv;

import io.bulwark.riscv.GuestException.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * The meaning of every instruction but the system calls: the only place that has it. Runs straight lines of pre-decoded code, allocates nothing.
 *
 * <p>Registers are an array of {@link #REGISTERS}: x0 to x31, and place {@link Instruction#SINK} that takes what loads and jumps write to x0. Decoding
 * leaves no other write to x0.
 */
final class Interpreter {
    static final int REGISTERS = 64;

    private static final int NOWHERE = -1;
    private static final int RETURN_ADDRESS = 1;

    final int[] x = new int[REGISTERS];
    final Memory memory;

    private final Program program;
    /** {@link Instruction#packed}, and one more that traps for what runs off the end. */
    private final long[] code;
    /** Where a jump, constant or branch goes, as an index of code, or NOWHERE. */
    private final int[] target;
    /** Index of the instruction that ends the block which begins here. */
    private final int[] blockEnd;

    Interpreter(Program program, Memory memory) {
        this.program = program;
        this.memory = memory;
        int n = program.textLength();
        code = new long[n + 1];
        target = new int[n + 1];
        blockEnd = new int[n + 1];
        code[n] = Decoder.gap().packed();
        blockEnd[n] = n;
        for (int i = n - 1; i >= 0; i--) {
            Instruction instruction = program.instruction(i);
            code[i] = instruction.packed();
            target[i] = program.index(instruction.target() << 2);
            blockEnd[i] = instruction.endsBlock(program.address(i) >>> 2) ? i : blockEnd[i + 1];
        }
    }

    int blockEnd(int i) {
        return blockEnd[i];
    }

    /** The packed instruction i, or a trap behind the last one. */
    long packed(int i) {
        return code[i];
    }

    /**
     * Runs instructions from, from + 1, .., to - 1, none of which ends a block.
     *
     * @return {@code to}, or the instruction that an {@link Interruption} stopped it before
     * @throws GuestException at the first that cannot be done, with all before it done
     */
    int execute(int from, int to) {
        int[] r = x;
        Memory m = memory;
        int i = from;
        try {
            for (; i < to; i++) {
                long w = code[i];
                int d = (int) w >>> 8 & 63;
                int b = r[(int) w >>> 16 & 31];
                int c = r[(int) w >>> 24 & 31];
                int v = (int) (w >>> 32);
                switch ((int) w & 63) {
                    case OpcodeId.JUMP -> {}
                    case OpcodeId.CONST -> r[d] = v;
                    case OpcodeId.ADDI, OpcodeId.ADDI_HERE -> r[d] = b + v;
                    case OpcodeId.ADD -> r[d] = b + c;
                    case OpcodeId.SUB -> r[d] = b - c;
                    case OpcodeId.AND -> r[d] = b & c;
                    case OpcodeId.OR -> r[d] = b | c;
                    case OpcodeId.XOR -> r[d] = b ^ c;
                    case OpcodeId.ANDI -> r[d] = b & v;
                    case OpcodeId.ORI -> r[d] = b | v;
                    case OpcodeId.XORI -> r[d] = b ^ v;
                    case OpcodeId.SLL_I0, OpcodeId.SLL_I1 -> r[d] = b << v;
                    case OpcodeId.SRL_I0, OpcodeId.SRL_I1 -> r[d] = b >>> v;
                    case OpcodeId.SRA_I0, OpcodeId.SRA_I1 -> r[d] = b >> v;
                    case OpcodeId.SLL -> r[d] = b << c;
                    case OpcodeId.SRL -> r[d] = b >>> c;
                    case OpcodeId.SRA -> r[d] = b >> c;
                    case OpcodeId.SLT -> r[d] = b < c ? 1 : 0;
                    case OpcodeId.SLTU -> r[d] = b + Integer.MIN_VALUE < c + Integer.MIN_VALUE ? 1 : 0;
                    case OpcodeId.SLTI -> r[d] = b < v ? 1 : 0;
                    case OpcodeId.SLTIU -> r[d] = b + Integer.MIN_VALUE < v + Integer.MIN_VALUE ? 1 : 0;
                    case OpcodeId.LW -> r[d] = m.loadWord(b + v);
                    case OpcodeId.LB -> r[d] = (byte) m.loadByte(b + v);
                    case OpcodeId.LBU -> r[d] = m.loadByte(b + v);
                    case OpcodeId.LH -> r[d] = (short) m.loadHalf(b + v);
                    case OpcodeId.LHU -> r[d] = m.loadHalf(b + v);
                    case OpcodeId.SW -> m.storeWord(b + v, c);
                    case OpcodeId.SB -> m.storeByte(b + v, c);
                    case OpcodeId.SH -> m.storeHalf(b + v, c);
                    case OpcodeId.MUL -> r[d] = b * c;
                    default -> r[d] = product((int) w & 63, b, c);
                }
            }
        } catch (Fault fault) {
            throw stopped(i, fault);
        } catch (Interruption stop) {
            return i;
        }
        return to;
    }

    /** High halves, quotients and remainders. */
    private static int product(int opcode, int b, int c) {
        return switch (opcode) {
            case OpcodeId.MULH -> (int) (((long) b * c) >> 32);
            case OpcodeId.MULHU -> (int) (((b & 0xffffffffL) * (c & 0xffffffffL)) >>> 32);
            case OpcodeId.MULHSU -> (int) ((b * (c & 0xffffffffL)) >> 32);
            case OpcodeId.DIV -> c == 0 ? -1 : b / c;
            case OpcodeId.DIVU -> c == 0 ? -1 : Integer.divideUnsigned(b, c);
            case OpcodeId.REM -> c == 0 ? b : b % c;
            case OpcodeId.REMU -> c == 0 ? b : Integer.remainderUnsigned(b, c);
            default -> throw new IllegalStateException("no straight-line instruction has number " + opcode);
        };
    }

    /** Whether instruction i is a system call, which {@link #next} does not do. */
    boolean isCall(int i) {
        return ((int) code[i] & 63) == OpcodeId.ECALL;
    }

    /**
     * Runs instruction i, which ends a block and is no system call.
     *
     * @return the index of the next one
     * @throws GuestException if there is none
     */
    int next(int i) {
        long w = code[i];
        int b = x[(int) w >>> 16 & 31];
        int c = x[(int) w >>> 24 & 31];
        return switch ((int) w & 63) {
            case OpcodeId.BEQ -> b == c ? taken(i) : i + 1;
            case OpcodeId.BNE -> b != c ? taken(i) : i + 1;
            case OpcodeId.BEQZ -> b == 0 ? taken(i) : i + 1;
            case OpcodeId.BNEZ -> b != 0 ? taken(i) : i + 1;
            case OpcodeId.BLT -> b < c ? taken(i) : i + 1;
            case OpcodeId.BGE -> b >= c ? taken(i) : i + 1;
            case OpcodeId.BLTU -> b + Integer.MIN_VALUE < c + Integer.MIN_VALUE ? taken(i) : i + 1;
            case OpcodeId.BGEU -> b + Integer.MIN_VALUE >= c + Integer.MIN_VALUE ? taken(i) : i + 1;
            case OpcodeId.JUMP -> taken(i);
            case OpcodeId.CONST -> {
                int to = taken(i);
                x[(int) w >>> 8 & 63] = (int) (w >>> 32);
                yield to;
            }
            case OpcodeId.JALR -> jalr(i, b + (int) (w >>> 32), (int) w >>> 8 & 63);
            default -> throw trap(i);
        };
    }

    private int taken(int i) {
        int to = target[i];
        if (to == i || to == NOWHERE) {
            throw wrongTarget(i, to);
        }
        return to;
    }

    private int jalr(int i, int address, int d) {
        int to = program.index(address & ~1);
        if (to == NOWHERE || (address & 2) != 0) {
            Reason reason = (address & 2) != 0 ? Reason.MISALIGNED_JUMP : Reason.OUTSIDE_TEXT;
            throw stopped(i, new Fault(reason, "jump to 0x%08x".formatted(address & ~1)));
        }
        x[d] = program.address(i) + 4;
        return to;
    }

    /** A jump to itself, taken once, is taken for ever: it changes nothing that decides about it. */
    private GuestException wrongTarget(int i, int to) {
        int address = program.instruction(i).target() << 2;
        return to == i
                ? stopped(i, new Fault(Reason.ENDLESS_LOOP, "a jump to itself"))
                : stopped(i, new Fault(Reason.OUTSIDE_TEXT, "jump to 0x%08x".formatted(address)));
    }

    private GuestException trap(int i) {
        return i < program.textLength()
                ? stopped(i, new Fault(Reason.ILLEGAL_INSTRUCTION, "an instruction made to stop the program"))
                : stopped(i, new Fault(Reason.OUTSIDE_TEXT, "ran off the end of code"));
    }

    /** What is told to whoever asked for the run, when instruction i could not be done. */
    GuestException stopped(int i, Fault fault) {
        int pc = program.address(i);
        int word = i < program.textLength() ? program.word(i) : 0;
        List<Integer> registers = Arrays.stream(x, 0, 32).boxed().toList();
        return new GuestException(
                fault.reason(),
                fault.getMessage(),
                new GuestException.Place(pc, word, program.describe(pc), caller()),
                registers);
    }

    /** Where the return address leads, less one instruction: who called, unless the function has called others since. */
    private String caller() {
        int call = x[RETURN_ADDRESS] - 4;
        return program.index(call) == NOWHERE ? "" : program.describe(call);
    }
}

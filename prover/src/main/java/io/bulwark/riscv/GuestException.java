package io.bulwark.riscv;

import java.util.List;

/**
 * A run that stopped before its exit call. Says why and where, with the instruction, the symbol and all registers; such a run has no proof.
 */
public final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a run stops; one for each way. */
    public enum Reason {
        UNKNOWN_SYSTEM_CALL,
        BAD_FILE,
        BAD_POINTER,
        BAD_LENGTH,
        BAD_OPERAND,
        ILLEGAL_INSTRUCTION,
        OUTSIDE_TEXT,
        MISALIGNED_ACCESS,
        MISALIGNED_JUMP,
        FIRST_PAGE,
        ENDLESS_LOOP,
        CYCLE_LIMIT,
        MEMORY_LIMIT,
        OUTPUT_LIMIT,
        INPUT_MISSING
    }

    private static final List<String> NAMES = List.of(
            "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6",
            "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6");

    private final Reason reason;
    private final int pc;
    private final int instruction;
    private final List<Integer> registers;

    /**
     * Where a run stopped.
     *
     * @param pc byte address of the instruction
     * @param instruction its word; 0 outside of code
     * @param name symbol and source line, as far as they are known
     * @param caller the same of the call before the return address
     */
    record Place(int pc, int instruction, String name, String caller) {
        @Override
        public String toString() {
            return "at pc 0x%08x%s, instruction 0x%08x%s"
                    .formatted(
                            pc,
                            name.isEmpty() ? "" : " (" + name + ")",
                            instruction,
                            caller.isEmpty() ? "" : "%n   ra is behind the call at %s".formatted(caller));
        }
    }

    GuestException(Reason reason, String detail, Place place, List<Integer> registers) {
        super("%s: %s, %s%n%s".formatted(reason, detail, place, dump(registers)));
        this.reason = reason;
        this.pc = place.pc;
        this.instruction = place.instruction;
        this.registers = List.copyOf(registers);
    }

    public Reason reason() {
        return reason;
    }

    /** Byte address of the instruction that could not be done. */
    public int pc() {
        return pc;
    }

    /** Its word; 0 outside of code. */
    public int instruction() {
        return instruction;
    }

    /** x0 to x31 before it. */
    public List<Integer> registers() {
        return registers;
    }

    private static String dump(List<Integer> registers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < registers.size(); i++) {
            text.append(i % 4 == 0 && i > 0 ? "%n".formatted() : "")
                    .append("%5s %08x".formatted(NAMES.get(i), registers.get(i)));
        }
        return text.toString();
    }
}

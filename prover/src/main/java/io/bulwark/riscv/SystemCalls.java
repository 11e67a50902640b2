package io.bulwark.riscv;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.GuestException.Reason;
import java.util.Optional;

/**
 * The system calls of a run. Registers are read and a0 is rewritten at clk; operands of precompiles are read at clk, clk + 1, clk + 2 and results are
 * written at clk + 3, so operands that overlap have one meaning: all reads first.
 */
final class SystemCalls {
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int A2 = 12;
    private static final int A3 = 13;
    private static final int A7 = 17;
    private static final int DIGEST_WORDS = 8;
    private static final int NUMBER_WORDS = 8;
    private static final int FIRST_PAGE_END = 4096;

    private final Execution execution;
    private final Observer observer;
    private final Optional<RowObserver> rows;
    private final int[] block = new int[16];
    private final int[] state = new int[Keccak.WORDS];
    private final int[] product = new int[NUMBER_WORDS];
    private int exitCode;
    private byte[] digest = new byte[4 * DIGEST_WORDS];

    SystemCalls(Execution execution, Observer observer) {
        this.execution = execution;
        this.observer = observer;
        this.rows = observer instanceof RowObserver own ? Optional.of(own) : Optional.empty();
    }

    int exitCode() {
        return exitCode;
    }

    byte[] digest() {
        return digest.clone();
    }

    /**
     * Does the call that the registers name.
     *
     * @return whether the program has ended
     * @throws Fault if it cannot be done
     */
    boolean perform() {
        int number = x(A7);
        SystemCall call = SystemCall.of(number)
                .orElseThrow(() -> new Fault(Reason.UNKNOWN_SYSTEM_CALL, "no system call has number " + number));
        int copies = call == SystemCall.READ ? checkedRead() : 0;
        observer.calls(execution, call, copies);
        execution.count(call.table(), 1);
        execution.count(TableId.COPY, copies);
        register(A7);
        switch (call) {
            case EXIT -> exit();
            case READ -> read(copies);
            case WRITE -> write();
            case POSEIDON2 -> poseidon2();
            case SHA256_COMPRESS -> sha256();
            case KECCAK_F1600 -> keccak();
            case MULMOD256 -> mulmod();
        }
        return call == SystemCall.EXIT;
    }

    private void exit() {
        exitCode = register(A0);
        int address = register(A1);
        if (address == 0) {
            // Block 0 is zero in every run that gets here, since no access to it is let through.
            execution.touch(0);
            for (int i = 0; i < DIGEST_WORDS; i++) {
                tell(i, 0, 0, 1);
            }
            return;
        }
        demandWords(address, DIGEST_WORDS);
        for (int i = 0; i < DIGEST_WORDS; i++) {
            int word = load(address + 4 * i, 1);
            for (int j = 0; j < 4; j++) {
                digest[4 * i + j] = (byte) (word >>> (8 * j));
            }
        }
    }

    /** Words that a read will copy, after all checks of its operands. */
    private int checkedRead() {
        if (x(A0) != 0) {
            throw new Fault(Reason.BAD_FILE, "read of file " + x(A0));
        }
        if (!execution.input.isPresent()) {
            throw new Fault(Reason.INPUT_MISSING, "the program reads, and no input was given");
        }
        if ((x(A2) & 3) != 0) {
            throw new Fault(Reason.BAD_LENGTH, "read of " + Integer.toUnsignedString(x(A2)) + " bytes");
        }
        demandWords(x(A1), x(A2) >>> 2);
        return (available() + 3) / 4;
    }

    private int available() {
        int left = execution.input.length() - execution.inputPosition;
        return Integer.compareUnsigned(x(A2), left) < 0 ? x(A2) : left;
    }

    private void read(int words) {
        int n = available();
        int position = execution.inputPosition;
        answer(n);
        int address = register(A1);
        register(A2);
        tell(Words.INPUT_POSITION, position, position + n, 0);
        tell(Words.INPUT_LENGTH, execution.input.length(), execution.input.length(), 0);
        execution.inputPosition = position + n;
        if (words > 0) {
            execution.touchInput(position / 4, position / 4 + words);
        }
        for (int i = 0; i < words; i++) {
            int word = execution.input.word(position / 4 + i);
            tell(Words.INPUT + position / 4 + i, word, word, 2);
            store(address + 4 * i, word);
        }
    }

    private void write() {
        int file = x(A0);
        if (file != 1 && file != 2) {
            throw new Fault(Reason.BAD_FILE, "write to file " + file);
        }
        int address = x(A1);
        long length = Integer.toUnsignedLong(x(A2));
        boolean low = Integer.compareUnsigned(address, FIRST_PAGE_END) < 0;
        if (length > 0 && (low || Integer.toUnsignedLong(address) + length > 1L << 32)) {
            throw new Fault(Reason.BAD_POINTER, "write of %d bytes at 0x%08x".formatted(length, address));
        }
        execution.output.write(file, execution.memory, address, x(A2));
        answer(register(A2));
    }

    private void poseidon2() {
        int address = operand(A0, Poseidon2.WIDTH);
        int[] lanes = new int[Poseidon2.WIDTH];
        for (int i = 0; i < lanes.length; i++) {
            int word = execution.memory.loadWord(address + 4 * i);
            if (!KoalaBear.isCanonical(word)) {
                throw new Fault(Reason.BAD_OPERAND, "word %d of the state, 0x%08x, is not below p".formatted(i, word));
            }
            lanes[i] = KoalaBear.fromCanonical(word);
        }
        answer(0);
        Poseidon2.permute(lanes);
        for (int i = 0; i < lanes.length; i++) {
            store(address + 4 * i, KoalaBear.toCanonical(lanes[i]));
        }
    }

    private void sha256() {
        int address = operand(A0, Sha256.STATE_WORDS);
        int blockAddress = operand(A1, Sha256.BLOCK_WORDS);
        answer(0);
        for (int i = 0; i < Sha256.BLOCK_WORDS; i++) {
            block[i] = Integer.reverseBytes(load(blockAddress + 4 * i, 2));
        }
        for (int i = 0; i < Sha256.STATE_WORDS; i++) {
            state[i] = execution.memory.loadWord(address + 4 * i);
        }
        Sha256.compress(state, block);
        for (int i = 0; i < Sha256.STATE_WORDS; i++) {
            store(address + 4 * i, state[i]);
        }
    }

    private void keccak() {
        int address = operand(A0, Keccak.WORDS);
        answer(0);
        for (int i = 0; i < Keccak.WORDS; i++) {
            state[i] = execution.memory.loadWord(address + 4 * i);
        }
        Keccak.permute(state);
        for (int i = 0; i < Keccak.WORDS; i++) {
            store(address + 4 * i, state[i]);
        }
    }

    private void mulmod() {
        int result = operand(A0, NUMBER_WORDS);
        int[] a = number(operand(A1, NUMBER_WORDS), 0);
        int[] b = number(operand(A2, NUMBER_WORDS), 1);
        int[] modulus = number(operand(A3, NUMBER_WORDS), 2);
        answer(0);
        if (!MulMod256.mulMod(product, a, b, modulus)) {
            throw new Fault(Reason.BAD_OPERAND, "a b / modulus has no quotient below 2^256");
        }
        for (int i = 0; i < NUMBER_WORDS; i++) {
            store(result + 4 * i, product[i]);
        }
    }

    private int[] number(int address, int k) {
        int[] words = new int[NUMBER_WORDS];
        for (int i = 0; i < NUMBER_WORDS; i++) {
            words[i] = load(address + 4 * i, k);
        }
        return words;
    }

    /** The address in a register, of that many words. */
    private int operand(int register, int words) {
        // a0 is told by answer(), as one access that reads the operand and writes the result.
        int address = register == A0 ? x(A0) : register(register);
        demandWords(address, words);
        return address;
    }

    private static void demandWords(int address, int words) {
        if ((address & 3) != 0 || Integer.toUnsignedLong(address) + 4L * words > 1L << 32) {
            throw new Fault(Reason.BAD_POINTER, "%d words at 0x%08x".formatted(words, address));
        }
    }

    private int x(int register) {
        return execution.interpreter.x[register];
    }

    private int register(int register) {
        int value = x(register);
        tell(Words.REGISTERS + register, value, value, 0);
        return value;
    }

    private void answer(int value) {
        tell(Words.REGISTERS + A0, x(A0), value, 0);
        execution.interpreter.x[A0] = value;
    }

    private int load(int address, int k) {
        int word = execution.memory.loadWord(address);
        tell(address >>> 2, word, word, k);
        return word;
    }

    /** Writes at clk + 3; the value before is part of the same access. */
    private void store(int address, int value) {
        tell(address >>> 2, execution.memory.loadWord(address), value, 3);
        execution.memory.storeWord(address, value);
    }

    private void tell(int word, int before, int after, int k) {
        if (rows.isPresent()) {
            rows.get().accessed(word, before, after, k);
        }
    }
}

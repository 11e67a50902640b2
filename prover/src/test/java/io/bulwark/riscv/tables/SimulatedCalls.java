package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Keccak;
import io.bulwark.riscv.MulMod256;
import io.bulwark.riscv.Sha256;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls of one precompile on a memory with timestamps: their records, and the messages that they owe to the rest of the machine. */
final class SimulatedCalls {
    private static final int A0 = Words.REGISTERS + 10;
    private static final int A1 = Words.REGISTERS + 11;
    private static final int A7 = Words.REGISTERS + 17;

    final CallRecords records = new CallRecords();
    /** Word by word, what Memory is left with: received and sent tuples of all accesses. */
    final List<WideChip.Message> memory = new ArrayList<>();

    private final Map<Integer, Integer> words = new HashMap<>();
    private final Map<Integer, Integer> times = new HashMap<>();
    private int clk;

    int word(int index) {
        return words.getOrDefault(index, 0);
    }

    /** Sets words without an access. */
    void set(int byteAddress, int... values) {
        for (int i = 0; i < values.length; i++) {
            words.put((byteAddress >>> 2) + i, values[i]);
        }
    }

    private int access(int index, int after, int k) {
        int before = word(index);
        int previous = times.getOrDefault(index, 0);
        records.access(index, before, after, k, previous);
        memory.add(tuple(false, index, before, previous));
        memory.add(tuple(true, index, after, clk + k));
        words.put(index, after);
        times.put(index, clk + k);
        return before;
    }

    private static WideChip.Message tuple(boolean sent, int index, int value, int time) {
        return new WideChip.Message(Buses.MEMORY.number(), sent, List.of(index, value & 0xffff, value >>> 16, time));
    }

    /** sha256_compress of a state and a block at byte addresses. */
    void sha256(int atClk, int index, int state, int block) {
        begin(atClk, index, SystemCall.SHA256_COMPRESS);
        words.put(A0, state);
        words.put(A1, block);
        access(A1, block, 0);
        access(A0, 0, 0);
        int[] message = new int[Sha256.BLOCK_WORDS];
        for (int i = 0; i < message.length; i++) {
            int at = (block >>> 2) + i;
            message[i] = Integer.reverseBytes(access(at, word(at), 2));
        }
        int[] chain = new int[Sha256.STATE_WORDS];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = word((state >>> 2) + i);
        }
        Sha256.compress(chain, message);
        for (int i = 0; i < chain.length; i++) {
            access((state >>> 2) + i, chain[i], 3);
        }
    }

    /** keccak_f1600 of a state at a byte address. */
    void keccak(int atClk, int index, int state) {
        begin(atClk, index, SystemCall.KECCAK_F1600);
        words.put(A0, state);
        access(A0, 0, 0);
        int[] lanes = new int[Keccak.WORDS];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = word((state >>> 2) + i);
        }
        Keccak.permute(lanes);
        for (int i = 0; i < lanes.length; i++) {
            access((state >>> 2) + i, lanes[i], 3);
        }
    }

    /** poseidon2 of a state at a byte address. */
    void poseidon2(int atClk, int index, int state) {
        begin(atClk, index, SystemCall.POSEIDON2);
        words.put(A0, state);
        access(A0, 0, 0);
        int[] lanes = new int[Poseidon2.WIDTH];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = KoalaBear.fromCanonical(word((state >>> 2) + i));
        }
        Poseidon2.permute(lanes);
        for (int i = 0; i < lanes.length; i++) {
            access((state >>> 2) + i, KoalaBear.toCanonical(lanes[i]), 3);
        }
    }

    /**
     * mulmod256 of numbers at byte addresses.
     *
     * @param operands where a, b and m are
     */
    void mulMod256(int atClk, int index, int result, int... operands) {
        begin(atClk, index, SystemCall.MULMOD256);
        int[][] numbers = new int[operands.length][8];
        for (int i = 0; i < operands.length; i++) {
            words.put(A1 + i, operands[i]);
            access(A1 + i, operands[i], 0);
            for (int j = 0; j < 8; j++) {
                int at = (operands[i] >>> 2) + j;
                numbers[i][j] = access(at, word(at), i);
            }
        }
        words.put(A0, result);
        access(A0, 0, 0);
        int[] remainder = new int[8];
        if (!MulMod256.divide(remainder, new int[8], numbers[0], numbers[1], numbers[2])) {
            throw new AssertionError("expected a quotient of 256 bits");
        }
        for (int j = 0; j < 8; j++) {
            access((result >>> 2) + j, remainder[j], 3);
        }
    }

    private void begin(int atClk, int index, SystemCall call) {
        clk = atClk;
        records.begin(atClk, index);
        words.put(A7, call.number());
        access(A7, call.number(), 0);
    }
}

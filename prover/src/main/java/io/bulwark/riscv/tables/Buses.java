package io.bulwark.riscv.tables;

import io.bulwark.air.Bus;
import java.util.List;

/**
 * The buses of the machine. On the state buses (State, Memory, Node, Halt, Copy and those inside precompiles) messages are handed on one to one; on the
 * others rows ask and one table answers.
 */
public final class Buses {
    /** (clk, word pc): each instruction receives its own and sends the next one's. */
    public static final Bus STATE = Bus.state(1, 2);

    /** (word pc, opcode, d, s, t, x, y, z), answered by the program's table. */
    public static final Bus PROGRAM = Bus.lookupWithOperation(2, 8, 1);

    /** (word index, low limb, high limb, timestamp): each access receives the previous one's and sends its own. */
    public static final Bus MEMORY = Bus.state(3, 4);

    /** (bits, value): value below 2^bits, bits at most 16. */
    public static final Bus RANGE = Bus.lookup(4, 2);

    /** (a, b, a AND b) of bytes. */
    public static final Bus AND = Bus.lookup(5, 3);

    /** (h1, h2, h3): high parts of timestamp gaps, each below 2^A of the shape's class. */
    public static final Bus AGE = Bus.lookup(6, 3);

    /** (left, k, 2^k, 2^(16 - k)): k = 0..15 of a right shift, 1..16 of a left one. */
    public static final Bus POW2 = Bus.lookup(7, 4);

    /** (24 inputs, first 9 outputs) of the permutation: leaves and nodes of the memory tree. */
    public static final Bus HASH9 = Bus.lookup(8, 33);

    /** (24 inputs, 24 outputs) of the permutation: the precompile. */
    public static final Bus HASH24 = Bus.lookup(9, 48);

    /** (depth, index, digest before, digest after): the walk of the memory tree, from the root down. */
    public static final Bus NODE = Bus.state(10, 20);

    /** (clk, exit code low, high, 16 half-words of the output digest), taken by the public contribution. */
    public static final Bus HALT = Bus.state(11, 19);

    /** (clk of the read, target word, source word, words left). */
    public static final Bus COPY = Bus.state(12, 4);

    /** (clk of the call, step 0..4, 16 limbs of a..h): a compression of SHA-256, sixteen rounds a step. */
    public static final Bus SHA256 = Bus.state(13, 18);

    /** (clk of the call, step 0..3, 32 limbs): the sixteen words of the message schedule that the step's rounds take. */
    public static final Bus SCHEDULE = Bus.state(14, 34);

    /** (clk of the call, round 0..24, 100 limbs of the lanes): Keccak-f[1600], one round a step. */
    public static final Bus KECCAK = Bus.state(15, 102);

    private Buses() {}

    /** In the order of their numbers. */
    public static List<Bus> all() {
        return List.of(
                STATE, PROGRAM, MEMORY, RANGE, AND, AGE, POW2, HASH9, HASH24, NODE, HALT, COPY, SHA256, SCHEDULE,
                KECCAK);
    }
}

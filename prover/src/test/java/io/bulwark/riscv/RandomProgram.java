package io.bulwark.riscv;

import static io.bulwark.riscv.Assembly.BRANCH;
import static io.bulwark.riscv.Assembly.IMMEDIATE;
import static io.bulwark.riscv.Assembly.LOAD;
import static io.bulwark.riscv.Assembly.REGISTER;
import static io.bulwark.riscv.Assembly.SHIFT;
import static io.bulwark.riscv.Assembly.STORE;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A program of a seed that mixes all instructions and memory widths and always ends: jumps go forward, except for loops that a register counts. It writes
 * all registers and the memory it used, and exits with a byte of them.
 */
public final class RandomProgram {
    /** Points to the middle of the memory used, where a page begins; never written. */
    private static final int POINTER = 3;
    /** Counts loops; never written otherwise. */
    private static final int COUNTER = 4;

    private static final int MIDDLE = GuestElf.DATA + 0x2000;
    private static final int REACH = 2048;
    private static final int DUMP = GuestElf.DATA + 0x8000;
    private static final int[] EDGES = {
        0, 1, -1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE, 31, 32, 0xffff, 0x10000, 0x7fff, 0x8000, -2048, 0x80, 0xff
    };

    private final SplittableRandom random;
    private final Assembly code = new Assembly();

    private RandomProgram(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The ELF file of a seed. */
    public static byte[] of(long seed) {
        return new RandomProgram(seed).build();
    }

    private byte[] build() {
        for (int r = 1; r < 32; r++) {
            code.set(r, value());
        }
        code.set(POINTER, MIDDLE);
        int loops = 1 + random.nextInt(4);
        for (int i = 0; i < loops; i++) {
            code.set(COUNTER, 1 + random.nextInt(6));
            int begin = code.here();
            int instructions = 10 + random.nextInt(60);
            for (int j = 0; j < instructions; j++) {
                instruction();
            }
            code.add(Assembly.immediate("addi", COUNTER, COUNTER, -1));
            code.add(Assembly.branch("bne", COUNTER, 0, begin - code.here()));
        }
        dump();
        byte[] data = new byte[0x4000];
        random.nextBytes(data);
        return GuestElf.of(data, code.words());
    }

    private void dump() {
        // The pointer's value is known, so it may carry the address while the others are written.
        code.set(POINTER, DUMP);
        for (int r = 0; r < 32; r++) {
            code.add(Assembly.store("sw", r, POINTER, 4 * r));
        }
        code.call(64, 1, DUMP, 128);
        code.call(64, 1, MIDDLE - REACH, 2 * REACH);
        code.set(5, DUMP)
                .add(Assembly.load("lbu", 10, 5, 4 * 29))
                .set(11, 0)
                .set(17, 93)
                .add(Assembly.ECALL);
    }

    private void instruction() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> code.add(Assembly.register(name(REGISTER), target(), source(), source()));
            case 3, 4 -> code.add(Assembly.immediate(name(IMMEDIATE), target(), source(), small()));
            case 5 -> code.add(Assembly.shift(name(SHIFT), target(), source(), random.nextInt(32)));
            case 6 -> load();
            case 7 -> store();
            case 8 -> branch();
            case 9 ->
                code.add(
                        random.nextBoolean()
                                ? Assembly.lui(target(), random.nextInt())
                                : Assembly.auipc(target(), random.nextInt()));
            case 10 -> jump();
            default -> indexed();
        }
    }

    private void load() {
        String name = name(LOAD);
        code.add(Assembly.load(name, target(), POINTER, offset(LOAD.get(name) & 3)));
    }

    private void store() {
        String name = name(STORE);
        code.add(Assembly.store(name, source(), POINTER, offset(STORE.get(name))));
    }

    /** An access at an address that is computed: pointer + (value & mask). */
    private void indexed() {
        String name = name(STORE);
        int base = 5 + random.nextInt(27);
        int width = STORE.get(name);
        code.add(Assembly.immediate("andi", base, source(), 1023 & -(1 << width)));
        code.add(Assembly.register("add", base, base, POINTER));
        code.add(Assembly.store(name, source(), base, -(random.nextInt(1024) & -(1 << width))));
    }

    private void branch() {
        int at = code.here();
        code.add(0);
        skipped();
        code.patch(at, Assembly.branch(name(BRANCH), source(), source(), code.here() - at));
    }

    private void jump() {
        int at = code.here();
        int link = target();
        if (random.nextBoolean()) {
            code.add(0);
            skipped();
            code.patch(at, Assembly.jal(link, code.here() - at));
        } else {
            int base = 5 + random.nextInt(27);
            code.add(Assembly.auipc(base, 0), 0);
            skipped();
            // Bit 0 of the address is cleared by the instruction, so it may be set.
            int offset = code.here() - at + random.nextInt(2);
            code.patch(at + 4, Assembly.jalr(random.nextBoolean() ? base : link, base, offset));
        }
    }

    /** A few instructions that a jump may leave out. */
    private void skipped() {
        int n = random.nextInt(4);
        for (int i = 0; i < n; i++) {
            code.add(Assembly.register(name(REGISTER), target(), source(), source()));
        }
    }

    private int target() {
        int r = random.nextInt(30);
        return r < 3 ? r : r + 2;
    }

    private int source() {
        return random.nextInt(32);
    }

    private int small() {
        return random.nextInt(3) == 0 ? random.nextInt(2) * -2048 + random.nextInt(3) : random.nextInt(4096) - 2048;
    }

    private int value() {
        return random.nextInt(3) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextInt();
    }

    private int offset(int width) {
        return (random.nextInt(2 * REACH) - REACH) & -(1 << width);
    }

    private String name(Map<String, ?> names) {
        return List.copyOf(names.keySet()).get(random.nextInt(names.size()));
    }
}

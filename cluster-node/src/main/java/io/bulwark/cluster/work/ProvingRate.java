package io.bulwark.cluster.work;

import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.SizeClass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How fast a process proves: the first segment, of the smallest size class, of a program that loads, adds, stores and counts. It is proved twice, the first
 * time to have the JVM compile what proofs need and to load the keys that all programs share.
 */
final class ProvingRate {
    private static final int ROUNDS = 2;
    private static final double NANOS = 1e9;

    private static final int HEADERS = 84;
    private static final int ADDRESS = 0x10000;
    private static final int[] CODE = {
        0x000032b7, // lui t0, 3: rounds of the loop, for more cycles than the segment has
        0x00020437, // lui s0, 0x20: where it stores
        0x00042303, // lw t1, 0(s0)
        0x00530333, // add t1, t1, t0
        0x00630333, // add t1, t1, t1
        0x00642023, // sw t1, 0(s0)
        0xfff28293, // addi t0, t0, -1
        0xfe0296e3, // bne t0, zero, -20
        0x00000513, // li a0, 0: the exit code
        0x00000593, // li a1, 0: no output
        0x05d00893, // li a7, 93: exit
        0x00000073, // ecall
    };

    private ProvingRate() {}

    /** The program. */
    static Program program() {
        int code = CODE.length * Integer.BYTES;
        ByteBuffer elf = ByteBuffer.allocate(HEADERS + code).order(ByteOrder.LITTLE_ENDIAN);
        // ELF, 32 bits, little-endian, version 1; an executable, RISC-V, version 1; entry, one program header after
        // this.
        elf.putInt(0x464c457f).putInt(0x00010101).putLong(0);
        elf.putShort((short) 2).putShort((short) 243).putInt(1);
        elf.putInt(ADDRESS).putInt(52).putInt(0).putInt(0);
        elf.putShort((short) 52).putShort((short) 32).putShort((short) 1);
        elf.putShort((short) 40).putShort((short) 0).putShort((short) 0);
        // PT_LOAD: where it lies in the file and in memory, its lengths there, read and execute, alignment.
        elf.putInt(1).putInt(HEADERS).putInt(ADDRESS).putInt(ADDRESS);
        elf.putInt(code).putInt(code).putInt(5).putInt(Integer.BYTES);
        for (int word : CODE) {
            elf.putInt(word);
        }
        return Program.load(elf.array());
    }

    /** The checkpoint of the first segment, which fills the smallest size class. */
    static Checkpoint segment(ProvingKey key) {
        List<Checkpoint> segments = new ArrayList<>();
        SegmentPlanner.run(
                key.program(),
                Input.of(new byte[0]),
                Limits.standard(),
                key.capacities(place -> key.shape(place).size() == SizeClass.SMALL),
                Optional.of(key.id().digest()),
                segments::add);
        return segments.getFirst();
    }

    /**
     * Cycles a second.
     *
     * @param prove makes the proof of a segment, as it makes others
     */
    static long measure(ProvingKey key, Consumer<Checkpoint> prove) {
        Checkpoint segment = segment(key);
        long nanos = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            prove.accept(segment);
            nanos = System.nanoTime() - start;
        }
        return Math.round(segment.cycles() * NANOS / Math.max(1, nanos));
    }
}

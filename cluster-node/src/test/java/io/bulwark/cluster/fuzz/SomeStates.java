package io.bulwark.cluster.fuzz;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.Opening;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** States between segments, of no run in particular. */
final class SomeStates {
    static final List<Capacity> SHAPES =
            List.of(new Capacity(Map.of(), 5, 40, 90, 0, 1), new Capacity(Map.of(), 12, 200, 424, 2, 2));

    private final Random random = new Random(1);

    private SomeStates() {}

    static List<byte[]> encoded() {
        SomeStates some = new SomeStates();
        return List.of(some.state(false).encode(), some.state(true).encode());
    }

    private Checkpoint state(boolean halted) {
        int[] blocks = IntStream.concat(
                        IntStream.of(3, 2049),
                        IntStream.range(BlockSpace.REGISTERS, BlockSpace.REGISTERS + BlockSpace.REGISTER_BLOCKS))
                .sorted()
                .toArray();
        int siblings = BlockSpace.siblings(blocks.length, BlockSpace.nodesAbove(blocks));
        Opening opening = new Opening(blocks, random.ints(8L * blocks.length).toArray(), elements(9 * siblings));
        int shape = blocks.length == 5 ? 0 : 1;
        Optional<Digest> program = halted ? Optional.of(digest()) : Optional.empty();
        return new Checkpoint(
                program, 7, shape, 0x10000, 16_000, halted, halted ? 0 : 0x20000, opening, digest(), digest());
    }

    private Digest digest() {
        return Digest.of(elements(9));
    }

    private int[] elements(int count) {
        return random.ints(count, 0, KoalaBear.P).map(KoalaBear::fromCanonical).toArray();
    }
}

package io.bulwark.riscv.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.MachineState;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.Opening;
import io.bulwark.riscv.plan.CheckpointException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checkpoints have one encoding, and bytes that are none are refused for the rule that they break. */
class CheckpointTest {
    private static final long SEED = 8;
    private static final int SHAPE = 12;
    private static final int INDEX = 16;
    private static final int START_PC = 20;
    private static final int END_PC = 24;
    private static final int CYCLES = 28;
    private static final int COUNT = 32;
    private static final int ROOTS = 36;

    private final Random random = new Random(SEED);
    private final List<Capacity> shapes =
            List.of(new Capacity(Map.of(), 5, 40, 90, 0, 1), new Capacity(Map.of(), 12, 200, 424, 2, 2));

    private int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).map(KoalaBear::fromCanonical).toArray();
    }

    private Digest digest() {
        return Digest.of(elements(9));
    }

    private Opening opening(int... others) {
        int[] blocks = IntStream.concat(
                        Arrays.stream(others),
                        IntStream.range(BlockSpace.REGISTERS, BlockSpace.REGISTERS + BlockSpace.REGISTER_BLOCKS))
                .sorted()
                .toArray();
        int siblings = BlockSpace.siblings(blocks.length, BlockSpace.nodesAbove(blocks));
        return new Opening(blocks, random.ints(8L * blocks.length).toArray(), elements(9 * siblings));
    }

    private Checkpoint checkpoint(boolean hasId, boolean halted, Opening opening) {
        Optional<Digest> id = hasId ? Optional.of(digest()) : Optional.empty();
        int shape = opening.count() == 5 ? 0 : 1;
        return new Checkpoint(id, 7, shape, 0x10000, 16_000, halted, halted ? 0 : 0x20000, opening, digest(), digest());
    }

    private Checkpoint ordinary() {
        return checkpoint(false, false, opening(3, 2049, BlockSpace.INPUT + 5));
    }

    private Checkpoint decode(byte[] bytes) {
        return Checkpoint.decode(bytes, shapes);
    }

    @Test
    void whatIsEncodedIsDecoded() {
        for (Checkpoint each : List.of(
                ordinary(),
                checkpoint(true, false, opening()),
                checkpoint(true, true, opening(0, 1)),
                checkpoint(false, true, opening(BlockSpace.END - 1)))) {
            byte[] bytes = each.encode();
            assertThat(decode(bytes)).isEqualTo(each);
            assertThat(decode(bytes).encode()).isEqualTo(bytes);
        }
    }

    @Test
    void theStateHasRegistersAndAllOtherBlocks() {
        Opening opening = opening(3, BlockSpace.INPUT);
        MachineState state = checkpoint(false, false, opening).state();
        int registers = opening.find(BlockSpace.REGISTERS);
        assertThat(state.pc()).isEqualTo(0x10000);
        assertThat(state.registers()).hasSize(35);
        assertThat(state.registers().get(2)).isEqualTo(opening.word(registers, 2));
        assertThat(state.registers().get(34)).isEqualTo(opening.word(registers + 4, 2));
        assertThat(state.blocks()).containsOnlyKeys(3, BlockSpace.INPUT);
        assertThat(state.blocks().get(3)).hasSize(8).startsWith(opening.word(0, 0));
    }

    private void refuses(Reason reason, byte[] bytes) {
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOfSatisfying(
                        CheckpointException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static byte[] with(Checkpoint checkpoint, int at, int number) {
        byte[] bytes = checkpoint.encode();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
        return bytes;
    }

    @Test
    void refusesEveryKindOfWrongNumberForWhatItIs() {
        Checkpoint good = ordinary();
        int blocks = ROOTS + 72;
        int words = blocks + 4 * good.opening().count();
        int digests = words + 32 * good.opening().count();
        refuses(Reason.NOT_A_CHECKPOINT, with(good, 0, 0));
        refuses(Reason.UNKNOWN_VERSION, with(good, 4, 2));
        refuses(Reason.UNKNOWN_FLAGS, with(good, 8, 4));
        refuses(Reason.BAD_PC, with(good, 8, 2));
        refuses(Reason.UNKNOWN_SHAPE, with(good, SHAPE, 2));
        refuses(Reason.UNKNOWN_SHAPE, with(good, SHAPE, -1));
        refuses(Reason.BAD_INDEX, with(good, INDEX, -1));
        refuses(Reason.BAD_PC, with(good, START_PC, 0x10002));
        refuses(Reason.BAD_PC, with(good, END_PC, 1));
        refuses(Reason.NO_CYCLES, with(good, CYCLES, 0));
        refuses(Reason.TOO_MANY_CYCLES, with(good, CYCLES, 1 << 16));
        refuses(Reason.TOO_MANY_CYCLES, with(good, CYCLES, -1));
        refuses(Reason.TOO_MANY_BLOCKS, with(good, COUNT, 13));
        refuses(Reason.TOO_MANY_BLOCKS, with(good, COUNT, -1));
        refuses(Reason.TOO_MANY_BLOCKS, with(good, SHAPE, 0));
        refuses(Reason.NOT_CANONICAL, with(good, ROOTS, KoalaBear.P));
        refuses(Reason.NOT_CANONICAL, with(good, ROOTS + 36, -1));
        refuses(Reason.NO_SUCH_BLOCK, with(good, blocks, BlockSpace.END));
        refuses(Reason.NO_SUCH_BLOCK, with(good, blocks, -1));
        refuses(Reason.BLOCKS_NOT_ASCENDING, with(good, blocks, 2049));
        refuses(Reason.REGISTERS_MISSING, with(good, blocks + 8, BlockSpace.REGISTERS - 1));
        refuses(Reason.NOT_CANONICAL, with(good, digests, KoalaBear.P));
    }

    @Test
    void refusesMoreNodesOrPermutationsThanTheClassHolds() {
        byte[] bytes = ordinary().encode();
        int nodes = ordinary().opening().nodes();
        for (int less = 0; less < 2; less++) {
            Capacity few = new Capacity(Map.of(), 12, nodes - less, 424, 2, 2);
            Capacity hashes = new Capacity(Map.of(), 12, nodes, 2 * (nodes + 8) - less, 2, 2);
            if (less == 0) {
                assertThat(Checkpoint.decode(bytes, List.of(few, few)).shape()).isEqualTo(1);
                assertThat(Checkpoint.decode(bytes, List.of(few, hashes)).shape())
                        .isEqualTo(1);
            } else {
                assertThatThrownBy(() -> Checkpoint.decode(bytes, List.of(few, few)))
                        .hasMessageStartingWith(Reason.TOO_MANY_NODES.name());
                assertThatThrownBy(() -> Checkpoint.decode(bytes, List.of(few, hashes)))
                        .hasMessageStartingWith(Reason.TOO_MANY_PERMUTATIONS.name());
            }
        }
    }

    @Test
    void refusesEveryTruncationAndAnyByteMore() {
        byte[] bytes = checkpoint(true, false, opening(9)).encode();
        for (int length = 0; length < bytes.length; length++) {
            refuses(Reason.TRUNCATED, Arrays.copyOf(bytes, length));
        }
        refuses(Reason.TRAILING_BYTES, Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Test
    void changedBytesAreRefusedOrAnotherCheckpointOfOneEncoding() {
        byte[] bytes = checkpoint(true, false, opening(9, 4000)).encode();
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] changed = bytes.clone();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                int at = round % 2 == 0 ? random.nextInt(80) : random.nextInt(bytes.length);
                changed[at] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(decode(changed).encode())
                        .as("round %d, seed %d", round, SEED)
                        .isEqualTo(changed);
            } catch (CheckpointException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1000, 19_000);
    }

    @Test
    void randomBytesAreRefused() {
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> decode(bytes)).isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void refusesToMakeWhatHasNoEncoding() {
        Opening without =
                new Opening(new int[] {3}, new int[8], elements(9 * BlockSpace.siblings(1, BlockSpace.nodesAbove(3))));
        assertThatThrownBy(() -> checkpoint(false, false, without)).isInstanceOf(IllegalArgumentException.class);
        Opening with = opening(3);
        for (int[] numbers : new int[][] {{-1, 4, 1, 8}, {0, 5, 1, 8}, {0, 4, 0, 8}, {0, 4, 1, 6}}) {
            assertThatThrownBy(() -> new Checkpoint(
                            Optional.empty(),
                            numbers[0],
                            1,
                            numbers[1],
                            numbers[2],
                            false,
                            numbers[3],
                            with,
                            digest(),
                            digest()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Checkpoint(Optional.empty(), 0, 1, 4, 1, true, 8, with, digest(), digest()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClassHasFewEnoughCyclesForItsTimestamps() {
        assertThat(shapes.get(0).maxCycles()).isEqualTo((1 << 14) - 1);
        assertThat(new Capacity(Map.of(), 5, 40, 90, 6, 1).maxCycles()).isEqualTo((1 << 20) - 1);
        assertThatThrownBy(() -> new Capacity(Map.of(), 5, 40, 90, 11, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Capacity(Map.of(), -1, 40, 90, 6, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

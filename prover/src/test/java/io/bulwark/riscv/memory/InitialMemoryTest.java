package io.bulwark.riscv.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.LoadSegment;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where a run starts, against the word space as it is defined. */
class InitialMemoryTest {
    private static final Path GUESTS = Path.of("").toAbsolutePath().getParent().resolve("guests");
    private static final long SEED = 3;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    private static Program program(String guest) throws IOException {
        return Program.load(Files.readAllBytes(GUESTS.resolve(guest + ".elf")));
    }

    private static void addByte(SlowTree tree, long wordIndex, int place, int value) {
        int block = (int) (wordIndex / 8);
        int[] words = tree.blocks().getOrDefault(block, new int[8]);
        words[(int) (wordIndex % 8)] |= (value & 0xff) << (8 * place);
        tree.set(block, words);
    }

    private static SlowTree defined(Program program, byte[] input) {
        SlowTree tree = new SlowTree();
        for (LoadSegment segment : program.segments()) {
            for (int i = 0; i < segment.length(); i++) {
                long address = Integer.toUnsignedLong(segment.address()) + i;
                addByte(tree, address / 4, (int) (address % 4), segment.at(i));
            }
        }
        tree.set(1 << 27, 0, 0, 0xBFFFFFF0, 0, 0, 0, 0, 0);
        tree.set((1 << 27) + 4, 0, input.length, 0, 0, 0, 0, 0, 0);
        for (int i = 0; i < input.length; i++) {
            addByte(tree, Words.INPUT + i / 4, i % 4, input[i]);
        }
        return tree;
    }

    @Test
    void theRootFromItsPartsAndFromTheWholeIsTheOneDefined() throws IOException {
        Program program = program("sort-check");
        Digest image = InitialMemory.imageRoot(program);
        for (int length : new int[] {0, 1, 31, 32, 33, 2047, 2048, 2049, 40_000}) {
            byte[] input = bytes(length);
            SlowTree defined = defined(program, input);
            Digest inputRoot = InputDigest.root(Input.of(input));
            assertThat(image).isEqualTo(defined.digest(1, 0));
            assertThat(inputRoot).as("input of %d bytes", length).isEqualTo(defined.digest(3, 5));
            assertThat(InitialMemory.root(image, length, inputRoot)).isEqualTo(defined.root());
            assertThat(InitialMemory.tree(program, Input.of(input)).root()).isEqualTo(defined.root());
        }
    }

    @Test
    void noInputIsTheEmptyInput() {
        assertThat(InputDigest.root(Input.none())).isEqualTo(InputDigest.root(Input.of(new byte[0])));
    }

    @Test
    void inputThatIsOpenedLaterHasTheRootOfTheStart() throws IOException {
        Program program = program("sort-check");
        byte[] bytes = bytes(10_000);
        Input input = Input.of(bytes);
        SlowTree defined = defined(program, bytes);
        MemoryTree tree = InitialMemory.tree(program, input);
        Digest root = tree.root();
        for (int[] blocks : new int[][] {{0}, {0, 1, 63, 64, 65}, {200, 312, 313, 319, 320, 100_000}}) {
            Arrays.stream(blocks).forEach(b -> tree.open(BlockSpace.INPUT + b, defined::word));
            Opening opening = tree.opening();
            assertThat(opening.root()).isEqualTo(root);
            assertThat(opening.nodes())
                    .isEqualTo(BlockSpace.nodesAbove(
                            IntStream.of(blocks).map(b -> BlockSpace.INPUT + b).toArray()));
            tree.close(defined::word);
            assertThat(tree.root()).isEqualTo(root);
        }
    }

    @Test
    void theInputDigestHashesTagLengthAndRoot() {
        Digest root = InputDigest.root(Input.of(bytes(100)));
        int[] state = new int[24];
        state[0] = KoalaBear.fromCanonical(InputDigest.TAG);
        state[1] = KoalaBear.fromCanonical(100);
        root.copyTo(state, 2);
        state[23] = KoalaBear.fromCanonical(11);
        Poseidon2.permute(state);
        assertThat(InputDigest.of(100, root)).isEqualTo(Digest.of(state, 0));
        assertThat(InputDigest.of(99, root)).isNotEqualTo(Digest.of(state, 0));
    }

    @Test
    void zerosAtTheEndOfAnInputAreKeptApartByTheLengthOnly() {
        byte[] shorter = bytes(100);
        Digest root = InputDigest.root(Input.of(shorter));
        Digest longer = InputDigest.root(Input.of(Arrays.copyOf(shorter, 200)));
        assertThat(longer).isEqualTo(root);
        assertThat(InputDigest.of(200, longer)).isNotEqualTo(InputDigest.of(100, root));
    }
}

package io.bulwark.riscv.memory;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.LoadSegment;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.Words;
import java.util.TreeMap;

/**
 * Memory at the start of a run: the program's image, registers zero but for the stack pointer, position zero, length and words of the input. It falls apart
 * into subtrees, so that who knows the roots of image and input needs a few hashes for the whole:
 *
 * <pre>
 * root --- image (depth 1, 0)
 *      \-- . --- . --- registers (depth 3, 4)
 *          |     \---- input (depth 3, 5)
 *          \---- blocks that do not exist
 * </pre>
 */
public final class InitialMemory {
    private static final InitialMemoryRules<Integer, Extension, int[], Boolean> RULES =
            new InitialMemoryRules<>(NativeBackend.INSTANCE);

    private InitialMemory() {}

    /** Root of the left half of the tree, memory as the program's file has it. Also of memory above what the file holds, which is zero. */
    public static Digest imageRoot(Program program) {
        MemoryTree tree = MemoryTree.empty();
        loadImage(tree, program);
        return tree.digest(1, 0);
    }

    /** Root of the memory that a run starts from, by about 40 hashes; {@link #tree} has the same. */
    public static Digest root(Digest imageRoot, int inputLength, Digest inputRoot) {
        int[] halves = {KoalaBear.fromCanonical(inputLength & 0xffff), KoalaBear.fromCanonical(inputLength >>> 16)};
        return Digest.of(RULES.root(imageRoot.elements(), halves, inputRoot.elements()));
    }

    /** The tree that a run starts from. */
    public static MemoryTree tree(Program program, Input input) {
        MemoryTree tree = MemoryTree.with(SealedInput.of(input));
        loadImage(tree, program);
        loadRegisters(tree, input.length());
        return tree;
    }

    private static void loadRegisters(MemoryTree tree, int inputLength) {
        for (int i = 0; i < BlockSpace.REGISTER_BLOCKS; i++) {
            tree.open(BlockSpace.REGISTERS + i, word -> 0);
        }
        tree.close(word -> switch (word) {
            case Words.REGISTERS + Executor.STACK_POINTER -> Executor.INITIAL_STACK;
            case Words.INPUT_LENGTH -> inputLength;
            default -> 0;
        });
    }

    private static void loadImage(MemoryTree tree, Program program) {
        TreeMap<Integer, int[]> image = new TreeMap<>();
        for (LoadSegment segment : program.segments()) {
            for (int i = 0; i < segment.length(); i++) {
                int address = segment.address() + i;
                int[] block = image.computeIfAbsent(address >>> 5, index -> new int[Words.BLOCK]);
                block[address >>> 2 & 7] |= (segment.at(i) & 0xff) << (8 * (address & 3));
            }
        }
        image.keySet().forEach(block -> tree.open(block, word -> 0));
        tree.close(word -> image.get(word / Words.BLOCK)[word % Words.BLOCK]);
    }
}

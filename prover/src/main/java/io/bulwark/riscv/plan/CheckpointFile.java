package io.bulwark.riscv.plan;

import static io.bulwark.riscv.plan.CheckpointException.demand;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Words;
import io.bulwark.riscv.memory.BlockSpace;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.memory.Opening;
import io.bulwark.riscv.plan.CheckpointException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of a {@link Checkpoint}. Numbers are unsigned, 32 bits, least significant byte first; a digest is its nine canonical numbers.
 *
 * <pre>
 * magic, version, flags (1: a program id follows; 2: halted), shape, index, start pc, end pc, cycles, blocks
 * start root, end root, [program id]
 * indices of all blocks, ascending; 8 words of each; the siblings in {@link Opening}'s order
 * </pre>
 *
 * <p>Blocks decide how many siblings there are, so a checkpoint has one encoding. Decoding checks every number before it allocates for it, and the whole
 * length before it reads words.
 */
final class CheckpointFile {
    private static final int MAGIC = 0x4b43_4c42; // "BLCK"
    private static final int VERSION = 1;
    private static final int HAS_ID = 1;
    private static final int HALTED = 2;
    private static final int HEADER_NUMBERS = 9;
    private static final int DIGEST_BYTES = 4 * Digest.LENGTH;

    private final ByteBuffer in;

    private CheckpointFile(byte[] bytes) {
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int length(boolean hasId, int blocks, int siblings) {
        return 4 * HEADER_NUMBERS
                + DIGEST_BYTES * (hasId ? 3 : 2)
                + 4 * (1 + Words.BLOCK) * blocks
                + DIGEST_BYTES * siblings;
    }

    static byte[] encode(Checkpoint checkpoint) {
        Opening opening = checkpoint.opening();
        boolean hasId = checkpoint.programId().isPresent();
        ByteBuffer out = ByteBuffer.allocate(length(hasId, opening.count(), opening.siblingCount()))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(VERSION);
        out.putInt((hasId ? HAS_ID : 0) | (checkpoint.halted() ? HALTED : 0));
        out.putInt(checkpoint.shape()).putInt(checkpoint.index());
        out.putInt(checkpoint.startPc()).putInt(checkpoint.endPc());
        out.putInt(checkpoint.cycles()).putInt(opening.count());
        put(out, checkpoint.startRoot());
        put(out, checkpoint.endRoot());
        checkpoint.programId().ifPresent(id -> put(out, id));
        for (int i = 0; i < opening.count(); i++) {
            out.putInt(opening.block(i));
        }
        for (int i = 0; i < opening.count(); i++) {
            for (int j = 0; j < Words.BLOCK; j++) {
                out.putInt(opening.word(i, j));
            }
        }
        for (int i = 0; i < opening.siblingCount(); i++) {
            for (int k = 0; k < Digest.LENGTH; k++) {
                out.putInt(KoalaBear.toCanonical(opening.sibling(i, k)));
            }
        }
        return out.array();
    }

    private static void put(ByteBuffer out, Digest digest) {
        for (int k = 0; k < Digest.LENGTH; k++) {
            out.putInt(digest.canonical(k));
        }
    }

    static Checkpoint decode(byte[] bytes, List<Capacity> shapes) {
        return new CheckpointFile(bytes).read(shapes);
    }

    private Checkpoint read(List<Capacity> shapes) {
        demandLeft(4 * HEADER_NUMBERS);
        int magic = in.getInt();
        demand(Reason.NOT_A_CHECKPOINT, magic == MAGIC, "a checkpoint", "0x%08x".formatted(magic));
        int version = in.getInt();
        demand(Reason.UNKNOWN_VERSION, version == VERSION, "version " + VERSION, version);
        int flags = in.getInt();
        demand(Reason.UNKNOWN_FLAGS, (flags & ~(HAS_ID | HALTED)) == 0, "flags below 4", flags);
        int shape = in.getInt();
        demand(Reason.UNKNOWN_SHAPE, shape >= 0 && shape < shapes.size(), "one of " + shapes.size(), shape);
        Capacity capacity = shapes.get(shape);
        int index = in.getInt();
        demand(Reason.BAD_INDEX, index >= 0, "a number below 2^31", index);
        int startPc = pc(false);
        boolean halted = (flags & HALTED) != 0;
        int endPc = pc(halted);
        int cycles = in.getInt();
        demand(Reason.NO_CYCLES, cycles != 0, "at least 1 cycle", 0);
        boolean few = Integer.compareUnsigned(cycles, capacity.maxCycles()) <= 0;
        demand(Reason.TOO_MANY_CYCLES, few, "at most " + capacity.maxCycles(), Integer.toUnsignedString(cycles));
        int count = in.getInt();
        few = Integer.compareUnsigned(count, capacity.blocks()) <= 0;
        demand(Reason.TOO_MANY_BLOCKS, few, "at most " + capacity.blocks(), Integer.toUnsignedString(count));
        Digest startRoot = digest();
        Digest endRoot = digest();
        Optional<Digest> id = (flags & HAS_ID) != 0 ? Optional.of(digest()) : Optional.empty();
        Opening opening = opening(count, capacity);
        return new Checkpoint(id, index, shape, startPc, cycles, halted, endPc, opening, startRoot, endRoot);
    }

    private int pc(boolean zero) {
        int pc = in.getInt();
        boolean right = zero ? pc == 0 : (pc & 3) == 0;
        demand(Reason.BAD_PC, right, zero ? "end pc 0 of a halted segment" : "a multiple of 4", "0x%08x".formatted(pc));
        return pc;
    }

    private Opening opening(int count, Capacity capacity) {
        demandLeft(4L * (1 + Words.BLOCK) * count);
        int[] blocks = new int[count];
        int registers = 0;
        for (int i = 0; i < count; i++) {
            blocks[i] = in.getInt();
            boolean exists = blocks[i] >= 0 && blocks[i] < BlockSpace.END;
            demand(
                    Reason.NO_SUCH_BLOCK,
                    exists,
                    "a block below " + BlockSpace.END,
                    Integer.toUnsignedString(blocks[i]));
            boolean ascends = i == 0 || blocks[i] > blocks[i - 1];
            demand(Reason.BLOCKS_NOT_ASCENDING, ascends, "one behind the last", blocks[i]);
            int place = blocks[i] - BlockSpace.REGISTERS;
            registers += place >= 0 && place < BlockSpace.REGISTER_BLOCKS ? 1 : 0;
        }
        int all = BlockSpace.REGISTER_BLOCKS;
        demand(Reason.REGISTERS_MISSING, registers == all, all + " blocks of registers", registers);
        int nodes = BlockSpace.nodesAbove(blocks);
        demand(Reason.TOO_MANY_NODES, nodes <= capacity.nodes(), "at most " + capacity.nodes(), nodes);
        long permutations = 2L * (count + nodes);
        boolean hashed = permutations <= capacity.permutations();
        demand(Reason.TOO_MANY_PERMUTATIONS, hashed, "at most " + capacity.permutations(), permutations);
        int siblings = BlockSpace.siblings(count, nodes);
        long left = 4L * Words.BLOCK * count + (long) DIGEST_BYTES * siblings;
        demandLeft(left);
        demand(Reason.TRAILING_BYTES, in.remaining() == left, left + " bytes", in.remaining());
        int[] words = new int[Words.BLOCK * count];
        in.asIntBuffer().get(words);
        in.position(in.position() + 4 * words.length);
        int[] digests = new int[Digest.LENGTH * siblings];
        for (int i = 0; i < digests.length; i++) {
            digests[i] = element();
        }
        return new Opening(blocks, words, digests);
    }

    private Digest digest() {
        demandLeft(DIGEST_BYTES);
        int[] elements = new int[Digest.LENGTH];
        for (int k = 0; k < elements.length; k++) {
            elements[k] = element();
        }
        return Digest.of(elements);
    }

    private int element() {
        int number = in.getInt();
        demand(
                Reason.NOT_CANONICAL,
                KoalaBear.isCanonical(number),
                "a number below p",
                Integer.toUnsignedString(number));
        return KoalaBear.fromCanonical(number);
    }

    private void demandLeft(long bytes) {
        demand(Reason.TRUNCATED, in.remaining() >= bytes, "at least " + bytes + " bytes more", in.remaining());
    }
}

package io.bulwark.riscv.segment;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.riscv.memory.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program's name: the hash of its table's commitments, of its entry and of the memory that it starts with. One program has one, whatever shapes its run
 * is cut into.
 */
public record ProgramId(Digest digest) {
    /** Keeps this hash apart from other row hashes that begin with a tag. */
    private static final int TAG = 0x50524f47;

    /**
     * A commitment to the program's table, as the shapes of one stacking use it.
     *
     * @param logHeights log2 of the rows of each preprocessed piece, in shape order
     * @param logStack s
     * @param logBlowup the code's rate is 2^-logBlowup
     * @param root of the commitment
     */
    public record Commitment(List<Integer> logHeights, int logStack, int logBlowup, Digest root) {
        /** Copies its parts. */
        public Commitment {
            logHeights = List.copyOf(logHeights);
        }

        private IntStream elements() {
            return IntStream.concat(
                    numbers(IntStream.concat(
                            IntStream.of(logHeights.size()),
                            IntStream.concat(
                                    logHeights.stream().mapToInt(Integer::intValue),
                                    IntStream.of(logStack, logBlowup)))),
                    Arrays.stream(root.elements()));
        }
    }

    /**
     * The row hash of: tag; number of commitments; of each the number of pieces, their log heights, s, log blowup and root; entry; image root.
     *
     * @param commitments one for each way in which the shapes stack the program's table, in the order of their first shapes
     * @param entry word pc of the first instruction
     * @param image root of the subtree of memory that the program starts with
     */
    public static ProgramId of(List<Commitment> commitments, int entry, Digest image) {
        IntStream head = numbers(IntStream.of(TAG, commitments.size()));
        IntStream table = commitments.stream().flatMapToInt(Commitment::elements);
        IntStream start = IntStream.concat(numbers(IntStream.of(entry)), Arrays.stream(image.elements()));
        int[] row = IntStream.concat(head, IntStream.concat(table, start)).toArray();
        return new ProgramId(Digest.of(new Poseidon2RowHash().hash(row)));
    }

    private static IntStream numbers(IntStream canonical) {
        return canonical.map(KoalaBear::fromCanonical);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static ProgramId parse(String hex) {
        return new ProgramId(Digest.parse(hex));
    }

    /** 72 hexadecimal digits: canonical numbers, eight digits each. */
    @Override
    public String toString() {
        return digest.toString();
    }
}

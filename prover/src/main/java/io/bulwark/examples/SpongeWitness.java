package io.bulwark.examples;

import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.RecordedPermutation;

/**
 * The sponge machine's table of a run of blocks, and the claim that it proves.
 *
 * @param claim from the given state to the state behind the last block
 * @param table all columns, {@code 2^k} rows, zeros behind the last block
 */
public record SpongeWitness(SpongeClaim claim, Table table) {
    /** Rows that are transposed together: they fit the first-level cache, and fill whole cache lines of a column. */
    private static final int TILE = 32;

    private static final int BOX_IN_ROW = SpongeMachine.BOX - SpongeMachine.BEFORE;
    private static final int ROW = SpongeMachine.COLUMNS - SpongeMachine.BEFORE;

    /**
     * Runs the sponge and writes its table.
     *
     * @param from the state before the first block
     * @param blocks {@link Poseidon2#RATE} elements a block, in Montgomery form, at least one block
     * @param logRows k, the piece's height
     * @throws IllegalArgumentException if there is no block, a piece of a block, or more blocks than rows
     */
    public static SpongeWitness of(SpongeState from, int[] blocks, int logRows) {
        int count = blocks.length / Poseidon2.RATE;
        if (count < 1 || count > 1 << logRows || blocks.length % Poseidon2.RATE != 0) {
            throw new IllegalArgumentException("expected 1 to " + (1 << logRows) + " blocks of " + Poseidon2.RATE
                    + " elements, got " + blocks.length + " elements");
        }
        int[][] columns = new int[SpongeMachine.COLUMNS][1 << logRows];
        int[] tile = new int[TILE * ROW];
        int[] lanes = from.lanes();
        RecordedPermutation permutation = new RecordedPermutation();
        for (int first = 0; first < count; first += TILE) {
            int rows = Math.min(TILE, count - first);
            for (int r = 0; r < rows; r++) {
                writeRow(permutation, lanes, blocks, first + r, tile, r * ROW);
            }
            transpose(tile, rows, columns, first);
        }
        for (int r = 0; r < count; r++) {
            columns[SpongeMachine.ON][r] = KoalaBear.ONE;
            columns[SpongeMachine.INDEX][r] = KoalaBear.fromLong((long) from.index() + r);
        }
        SpongeState to = SpongeState.ofLanes(from.index() + count, lanes);
        return new SpongeWitness(new SpongeClaim(from, to), Table.of(1 << logRows, columns));
    }

    /** Takes one block into {@code lanes} and writes the row's columns from {@code before} on. */
    private static void writeRow(
            RecordedPermutation permutation, int[] lanes, int[] blocks, int block, int[] tile, int at) {
        System.arraycopy(lanes, 0, tile, at, Poseidon2.DIGEST);
        System.arraycopy(blocks, block * Poseidon2.RATE, lanes, 0, Poseidon2.RATE);
        System.arraycopy(lanes, 0, tile, at + Poseidon2.DIGEST, Poseidon2.WIDTH);
        permutation.permute(lanes, tile, at + BOX_IN_ROW);
    }

    private static void transpose(int[] tile, int rows, int[][] columns, int first) {
        for (int c = 0; c < ROW; c++) {
            int[] column = columns[SpongeMachine.BEFORE + c];
            for (int r = 0; r < rows; r++) {
                column[first + r] = tile[r * ROW + c];
            }
        }
    }
}

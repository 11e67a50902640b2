package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.commit.FriLayout;
import io.bulwark.commit.Slot;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * All that follows from a machine, a shape and the parameters: every height, offset, width and length, for prover and verifier alike. Made in
 * time and space that the machine bounds.
 */
public final class Layout {
    /** Degrees of the round polynomials; of one of degree d, d elements of K are sent. */
    public static final int GKR_DEGREE = 3;

    public static final int ZEROCHECK_DEGREE = 4;
    public static final int OPENING_DEGREE = 2;

    private static final int DIGEST = 9;

    /**
     * A column that is opened.
     *
     * @param piece its piece, in shape order
     * @param preprocessed whether it belongs to the preprocessed commitment
     * @param number its number within the piece: main column or preprocessed column of the chip
     * @param slot its place in the common stack, main stacked columns first
     */
    public record Column(int piece, boolean preprocessed, int number, Slot slot) {}

    /**
     * The leaves of one interaction of one piece.
     *
     * @param interaction its number in the chip
     * @param start its first leaf, a multiple of the piece's height
     */
    public record Block(int piece, int interaction, int start) {}

    private final Machine machine;
    private final int shapeIndex;
    private final Shape shape;
    private final LayoutParameters parameters;
    private final List<Column> columns;
    private final List<Block> blocks;
    private final FriLayout fri;
    private final int mainWidth;
    private final int prepWidth;
    private final int logLeaves;
    private final Map<ProofPart, Long> proofParts;

    /**
     * Places everything.
     *
     * @throws MachineException of kind SHAPE_INDEX if there is no such shape, of kind SIZE if the parameters do not fit it
     */
    public Layout(Machine machine, int shapeIndex, LayoutParameters parameters) {
        this.machine = machine;
        this.shapeIndex = shapeIndex;
        this.shape = machine.shape(shapeIndex);
        this.parameters = parameters;
        checkParameters();
        long mainCells = cells(false);
        long prepCells = cells(true);
        this.mainWidth = width(mainCells);
        this.prepWidth = width(prepCells);
        this.columns = placeColumns();
        this.blocks = placeBlocks();
        this.logLeaves = machine.logLeaves(shape);
        this.fri =
                new FriLayout(shape.logStack(), parameters.logBlowup(), parameters.logFinal(), parameters.capHeight());
        this.proofParts = countParts();
    }

    private void checkParameters() {
        boolean fits = parameters.logBlowup() >= 1
                && parameters.queries() >= 1
                && parameters.capHeight() >= 0
                && 0 <= parameters.logFinal()
                && parameters.logFinal() <= shape.logStack()
                && shape.logStack() + parameters.logBlowup() <= KoalaBear.TWO_ADICITY;
        if (!fits) {
            throw new MachineException(
                    Kind.SIZE, "parameters for a stack of 2^" + shape.logStack() + " rows", parameters);
        }
    }

    private long cells(boolean preprocessed) {
        return shape.pieces().stream()
                .mapToLong(p -> (long) columnsOf(p, preprocessed) << p.logHeight())
                .sum();
    }

    private int columnsOf(Piece piece, boolean preprocessed) {
        Chip chip = machine.chips().get(piece.chip());
        return preprocessed ? chip.prep() : chip.main();
    }

    /** Stacked columns for so many cells. */
    private int width(long cells) {
        return Math.toIntExact((cells + (1L << shape.logStack()) - 1) >> shape.logStack());
    }

    private List<Column> placeColumns() {
        List<Column> out = new ArrayList<>();
        long main = 0;
        // The common stack: main columns first, then preprocessed ones, both in whole stacked columns.
        long prep = (long) mainWidth << shape.logStack();
        for (int t = 0; t < shape.pieces().size(); t++) {
            Piece piece = shape.pieces().get(t);
            int k = piece.logHeight();
            for (int i = 0; i < columnsOf(piece, false); i++, main += 1L << k) {
                out.add(new Column(t, false, i, new Slot(main, k)));
            }
            for (int i = 0; i < columnsOf(piece, true); i++, prep += 1L << k) {
                out.add(new Column(t, true, i, new Slot(prep, k)));
            }
        }
        return Collections.unmodifiableList(out);
    }

    private List<Block> placeBlocks() {
        List<Block> out = new ArrayList<>();
        int at = 0;
        for (int t = 0; t < shape.pieces().size(); t++) {
            Piece piece = shape.pieces().get(t);
            for (int i = 0; i < chip(t).interactions().size(); i++, at += 1 << piece.logHeight()) {
                out.add(new Block(t, i, at));
            }
        }
        return Collections.unmodifiableList(out);
    }

    private Map<ProofPart, Long> countParts() {
        long k = Extension.DEGREE;
        long n = logLeaves;
        long q = parameters.queries();
        int f = parameters.logFinal();
        long commitments = prepWidth > 0 ? 2 : 1;
        Map<ProofPart, Long> parts = new EnumMap<>(ProofPart.class);
        parts.put(ProofPart.SHAPE_INDEX, 1L);
        parts.put(ProofPart.MAIN_CAP, stackCapElements());
        parts.put(ProofPart.GKR_ROOT, 2 * k);
        parts.put(ProofPart.GKR_ROUNDS, k * GKR_DEGREE * (n * (n - 1) / 2));
        parts.put(ProofPart.GKR_LAYER_CLAIMS, 4 * k * n);
        parts.put(ProofPart.ZEROCHECK_ROUNDS, k * ZEROCHECK_DEGREE * maxLogHeight());
        parts.put(ProofPart.OPENED_VALUES, k * columns.size());
        parts.put(ProofPart.OPENING_ROUNDS, k * OPENING_DEGREE * logWidth());
        parts.put(ProofPart.FRI_CAPS, sumOverGroups(g -> capElements(fri.logLeaves(g))));
        parts.put(ProofPart.FRI_ROUNDS, k * OPENING_DEGREE * (shape.logStack() - f));
        parts.put(ProofPart.FINAL_ENTRIES, k << f);
        parts.put(ProofPart.NONCE, 1L);
        parts.put(ProofPart.QUERY_ROWS, q * (mainWidth + prepWidth));
        parts.put(ProofPart.QUERY_ROW_PATHS, q * commitments * pathElements(logDomain()));
        parts.put(ProofPart.QUERY_FRI_LEAVES, q * sumOverGroups(fri::leafElements));
        parts.put(ProofPart.QUERY_FRI_PATHS, q * sumOverGroups(g -> pathElements(fri.logLeaves(g))));
        return Collections.unmodifiableMap(parts);
    }

    private long sumOverGroups(IntToLongFunction elements) {
        return IntStream.range(0, fri.groups()).mapToLong(elements).sum();
    }

    /** Elements of F in the cap of a tree of 2^logLeaves leaves; a tree smaller than the cap is all cap. */
    public long capElements(int logLeaves) {
        return (long) DIGEST << Math.min(logLeaves, parameters.capHeight());
    }

    /** Elements of F in a path of a tree of 2^logLeaves leaves. */
    public long pathElements(int logLeaves) {
        return (long) DIGEST * (logLeaves - Math.min(logLeaves, parameters.capHeight()));
    }

    /** Elements of F in the cap of a stack's commitment, main or preprocessed. */
    public long stackCapElements() {
        return capElements(logDomain());
    }

    public Machine machine() {
        return machine;
    }

    public int shapeIndex() {
        return shapeIndex;
    }

    public Shape shape() {
        return shape;
    }

    public LayoutParameters parameters() {
        return parameters;
    }

    /** In shape order. */
    public List<Piece> pieces() {
        return shape.pieces();
    }

    /** The chip of piece t. */
    public Chip chip(int t) {
        return machine.chips().get(shape.pieces().get(t).chip());
    }

    /** Greatest k: rounds of step 4. */
    public int maxLogHeight() {
        return shape.maxLogHeight();
    }

    /** s. */
    public int logStack() {
        return shape.logStack();
    }

    /** s + b. */
    public int logDomain() {
        return shape.logStack() + parameters.logBlowup();
    }

    /** n: log2 of the leaves of step 3. */
    public int logLeaves() {
        return logLeaves;
    }

    /** Columns in the order in which they are opened; closed-form columns are not among them. */
    public List<Column> columns() {
        return columns;
    }

    /** Where each opened column lies in the common stack, in the order of {@link #columns}. */
    public List<Slot> slots() {
        return columns.stream().map(Column::slot).toList();
    }

    /** Leaf blocks of step 3 in order, without gaps; behind the last one the leaves are 0/1. */
    public List<Block> blocks() {
        return blocks;
    }

    /** W: stacked main columns. */
    public int mainWidth() {
        return mainWidth;
    }

    /** Stacked preprocessed columns; 0 without any. */
    public int prepWidth() {
        return prepWidth;
    }

    /** w: rounds over the index of a column of the common stack. */
    public int logWidth() {
        return logCeil(mainWidth + prepWidth);
    }

    /** Folds, words and trees of step 7. */
    public FriLayout fri() {
        return fri;
    }

    /** Elements of each part of a proof. */
    public Map<ProofPart, Long> proofParts() {
        return proofParts;
    }

    /** Elements of a proof, the shape index included; each is four bytes. */
    public long proofElements() {
        return proofParts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Least k with 2^k >= n; 0 for n <= 1. */
    public static int logCeil(long n) {
        return n <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(n - 1);
    }
}

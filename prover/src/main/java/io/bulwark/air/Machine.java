package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2RowHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Buses, chips, shapes and public contributions: all that a verifier has to know of a computation, and nothing that is secret. Immutable; one
 * that exists has passed every check of section 4 that its own data allow (the rows of preprocessed tables are checked with
 * {@link #checkPreprocessed}).
 */
public final class Machine {
    private final List<Bus> buses;
    private final List<Chip> chips;
    private final List<Shape> shapes;
    private final PublicContributions publicContributions;
    /** Of each chip, once it is asked for. */
    private final AtomicReferenceArray<ProductProgram> products;

    /**
     * Checks every rule.
     *
     * @throws MachineException that names the first rule which is broken
     */
    public Machine(List<Bus> buses, List<Chip> chips, List<Shape> shapes, PublicContributions publicContributions) {
        this.buses = List.copyOf(buses);
        this.chips = List.copyOf(chips);
        this.shapes = List.copyOf(shapes);
        this.publicContributions = publicContributions;
        this.products = new AtomicReferenceArray<>(chips.size());
        MachineRules.check(this);
    }

    /** In order: bus number n stands at place n - 1. */
    public List<Bus> buses() {
        return buses;
    }

    public List<Chip> chips() {
        return chips;
    }

    public List<Shape> shapes() {
        return shapes;
    }

    public PublicContributions publicContributions() {
        return publicContributions;
    }

    /**
     * The bus of this number.
     *
     * @param number from 1 on
     */
    public Bus bus(int number) {
        return buses.get(number - 1);
    }

    /**
     * The shape of this index.
     *
     * @throws MachineException of kind SHAPE_INDEX
     */
    public Shape shape(int index) {
        if (index < 0 || index >= shapes.size()) {
            throw new MachineException(Kind.SHAPE_INDEX, "an index below " + shapes.size(), index);
        }
        return shapes.get(index);
    }

    /** The program of a chip's products: made at the first call, which takes long for a chip of thousands of constraints, and the same for all its pieces. */
    public ProductProgram products(int chip) {
        ProductProgram known = products.get(chip);
        if (known == null) {
            known = ProductProgram.of(chips.get(chip));
            products.set(chip, known);
        }
        return known;
    }

    /** M: how many betas are sampled. */
    public int longestMessage() {
        return buses.stream().mapToInt(Bus::arity).max().orElse(0);
    }

    /** n: log2 of the leaves of the fractional sum, at least the greatest k, so that every piece finds its coordinates in r. */
    public int logLeaves(Shape shape) {
        long leaves = 0;
        for (Piece p : shape.pieces()) {
            leaves += (long) chips.get(p.chip()).interactions().size() << p.logHeight();
        }
        return Math.max(Layout.logCeil(leaves), shape.maxLogHeight());
    }

    /** Constraints of all pieces, the added ones included: as many powers of one challenge are used. */
    public long constraintCount(Shape shape) {
        return shape.pieces().stream()
                .mapToLong(p -> chips.get(p.chip()).constraintCount())
                .sum();
    }

    /**
     * Rules 3 and 4 on the rows of the preprocessed tables.
     *
     * @param tables chip number to its rows without padding, one entry for each chip with preprocessed columns
     * @throws MachineException of kind PREPROCESSED_TABLES, TRACE_SHAPE, ROWS, OPERATION_ID_ROW or MULTIPLICITY_WRAP
     */
    public void checkPreprocessed(Map<Integer, Table> tables) {
        PreprocessedRules.check(this, tables, shapes);
    }

    /**
     * Rules 3 and 4 on the rows of the preprocessed tables, for those who use some of the shapes only: the tables need fit no other.
     *
     * @param used indices of shapes
     * @throws MachineException as {@link #checkPreprocessed(Map)} does, and of kind SHAPE_INDEX
     */
    public void checkPreprocessed(Map<Integer, Table> tables, Set<Integer> used) {
        PreprocessedRules.check(
                this, tables, used.stream().sorted().map(this::shape).toList());
    }

    /** Everything that defines the machine, as canonical numbers, every list with its length in front; names are left out. */
    public int[] canonicalList() {
        return CanonicalList.of(this);
    }

    /**
     * The machine's name in statements and files: row hash of {@link #canonicalList}, in Montgomery form. Hashes the whole list at every call.
     */
    public int[] digest() {
        return new Poseidon2RowHash()
                .hash(IntStream.of(canonicalList())
                        .map(KoalaBear::fromCanonical)
                        .toArray());
    }
}

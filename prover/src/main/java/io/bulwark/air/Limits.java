package io.bulwark.air;

/** What a machine may have at most. The security calculation counts on the first three; the others bound the work that a file can cause. */
public final class Limits {
    /** Degree of a constraint. */
    public static final int MAX_DEGREE = 3;
    /** Leaves of the fractional sum, padding rows included: the LogUp error is leaves / |K|. */
    public static final int MAX_LOG_LEAVES = 26;
    /** Rows of a stacked column. */
    public static final int MAX_LOG_STACK = 22;
    /** A closed-form list of values costs the verifier its whole length. */
    public static final int MAX_LOG_CLOSED_VALUES = 10;
    /** Columns of one chip, of each sort, and interactions of one chip. */
    public static final int MAX_WIDTH = 1 << 16;
    /** Columns of all pieces of a shape: each is opened in a proof. */
    public static final int MAX_COLUMNS = 1 << 20;
    /** Nodes of one graph. */
    public static final int MAX_NODES = 1 << 22;
    /** Monomials in closed-form columns over all nodes of a graph, when it is evaluated on the zero row. */
    public static final int MAX_ZERO_ROW_MONOMIALS = 1 << 20;

    private Limits() {}
}

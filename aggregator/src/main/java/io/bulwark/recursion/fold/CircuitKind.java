package io.bulwark.recursion.fold;

/** What a circuit takes and gives. Its number is the first public value of its proofs, and the place of its kind among the allowed circuits. */
public enum CircuitKind {
    /** A segment's proof becomes a folded one. */
    LIFT,
    /** Two to four neighbours become one. */
    JOIN,
    /** A whole run, with program and input opened. */
    FINISH,
    /** Finished runs under one root. */
    BUNDLE;

    /** Log of the places that each kind has among the allowed circuits. */
    public static final int LOG_PLACES = 7;
    /** Places of all kinds. */
    public static final int CIRCUITS = values().length << LOG_PLACES;

    /** 0 to 3. */
    @SuppressWarnings("EnumOrdinal") // the order is what is asked for
    public int number() {
        return ordinal();
    }

    /**
     * The index of a circuit of this kind among all.
     *
     * @param place below 2^{@link #LOG_PLACES}
     */
    public int index(int place) {
        return (number() << LOG_PLACES) + place;
    }

    /** The kind of the circuit with an index below {@link #CIRCUITS}. */
    public static CircuitKind of(int index) {
        return values()[index >>> LOG_PLACES];
    }

    /** The place of an index within its kind. */
    public static int place(int index) {
        return index & ((1 << LOG_PLACES) - 1);
    }
}

package io.bulwark.recursion.circuit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a row of a circuit can do; each kind has a table of its own in the recursion machine. Operands are addresses of wires; a wire holds five elements of F: an
 * element of K (coefficient of x^0 first), five elements packed together, or one element and four zeros. Constants v and the factors q are in Montgomery form, all other
 * fields are plain numbers.
 *
 * <p>Fields marked with a star here are operands: addresses of wires that the row reads. Only PATH's s0 and s1 may be 0, which means none.
 */
public enum Gate {
    /** Writes known elements. */
    CONSTANT("out v0 v1 v2 v3 v4", 1),
    /**
     * Writes five hint elements from {@code hint} on, which are the prover's to choose; with {@code tail} = 1 four of them and a zero. A negative {@code hint} is
     * the address, negated, of a wire whose inverse in K the prover is to choose (zero for zero): no row sees to that, others must.
     */
    HINT("out tail hint", 1),
    /** Writes one hint element and four zeros. */
    BASE_HINT("out hint", 1),
    /** qm a b + qa a + qb b + qc c + q0, over F. */
    BASE("*a *b *c out qm qa qb qc q0", 1),
    /** The same over K; the q are elements of F. */
    EXTENSION("*a *b *c out qm qa qb qc q0", 1),
    /** x where the bit is 0, y where it is 1. */
    SELECT("*bit *x *y out", 1),
    /** The 31 bits of the canonical form of an element of F, lowest first. */
    BITS("*x out", 31),
    /** Five elements of F as one wire. */
    PACK("*x0 *x1 *x2 *x3 *x4 out", 1),
    /** The five elements of a wire, each as a wire of its own. */
    UNPACK("*x out", 5),
    /** sum + v_0 w0 + ... + v_4 w4, where v_i is element i of {@code v} and the w are elements of K. */
    DOT("*v *w0 *w1 *w2 *w3 *w4 *sum out", 1),
    /** One fold of FRI, doubled: even + z (odd - even) with even = low + high, odd = (low - high) inverse. */
    FOLD("*low *high *inverse *z out", 1),
    /**
     * A permutation of 15 elements in r0, r1, r2 and 9 in c0, c1 (the last of c1 is zero), {@code length} added to the first element of c0. Writes the 24
     * elements in the same way, the last of the five wires with a zero at its end.
     */
    SPONGE("*r0 *r1 *r2 *c0 *c1 length out", 5),
    /**
     * The node hash of the digest d0, d1 and its sibling, which stands on the left where the bit is 1. A digest is nine elements in two wires, the last of them 0.
     * The sibling is s0, s1, or, where these are 0, nine hint elements from {@code hint} on that nobody else reads.
     */
    PATH("*bit *d0 *d1 *s0 *s1 hint out", 2),
    /** Entry {@code index} of list {@code table} (from 1 on) is the digest d0, d1. */
    STORE("table index *d0 *d1", 0),
    /** Asserts that the entry of list {@code table} whose number is in wire {@code index} is the digest d0, d1. */
    FETCH("table *index *d0 *d1 reason", 0),
    /** Asserts that two wires hold the same; {@code reason} says what it means if they do not. */
    EQUAL("*x *y reason", 0);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of strings
    private final List<String> fields;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of numbers
    private final List<Integer> operands;

    private final int written;

    Gate(String fields, int written) {
        List<String> marked = List.of(fields.split(" "));
        this.fields = marked.stream().map(f -> f.replace("*", "")).toList();
        this.operands = IntStream.range(0, marked.size())
                .filter(i -> marked.get(i).startsWith("*"))
                .boxed()
                .toList();
        this.written = written;
    }

    /** The place among all kinds. */
    @SuppressWarnings("EnumOrdinal") // the order is what is asked for
    int number() {
        return ordinal();
    }

    /** Names of the numbers that a row consists of, in order. */
    public List<String> fields() {
        return fields;
    }

    /** Places of the fields that are addresses to read, in order. */
    public List<Integer> operands() {
        return operands;
    }

    /** The place of a field. */
    public int field(String name) {
        int place = fields.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("expected one of " + fields + ", got " + name);
        }
        return place;
    }

    /** How many wires a row writes: those at the addresses from {@code out} on. */
    public int written() {
        return written;
    }
}

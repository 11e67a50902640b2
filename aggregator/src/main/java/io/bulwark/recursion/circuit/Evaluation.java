package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs the rows of a circuit in the order of its program. Rows of base wires are computed on element 0, the others being zero. */
final class Evaluation {
    private static final int N = Circuit.ELEMENTS;

    private final Circuit circuit;
    private final int[] hints;
    private final boolean strict;
    private final int[] v;
    private final HashRows hashRows;
    /** Address of d0 of each entry stored; d1 follows from the row. By list and index. */
    private final Map<Long, int[]> stored = new HashMap<>();

    Evaluation(Circuit circuit, int[] hints, boolean strict) {
        this.circuit = circuit;
        this.hints = hints;
        this.strict = strict;
        this.v = new int[N * (circuit.wires() + 1)];
        this.hashRows = new HashRows(hints, v);
    }

    /** Five elements for each address. */
    int[] run() {
        int[] next = new int[Gate.values().length];
        for (int step = 0; step < circuit.steps(); step++) {
            Gate gate = circuit.gate(step);
            run(gate, circuit.data(gate), next[gate.number()]);
            next[gate.number()] += gate.fields().size();
        }
        return v;
    }

    /** The row whose fields begin at {@code at}. */
    private void run(Gate gate, int[] d, int at) {
        switch (gate) {
            case CONSTANT -> System.arraycopy(d, at + 1, v, N * d[at], N);
            case HINT -> hint(N * d[at], d[at + 1], d[at + 2]);
            case BASE_HINT -> v[N * d[at]] = hints[d[at + 1]];
            case BASE -> base(d, at);
            case EXTENSION -> extension(d, at);
            case SELECT -> select(N * d[at], N * d[at + 1], N * d[at + 2], N * d[at + 3]);
            case BITS -> bits(v[N * d[at]], N * d[at + 1]);
            case PACK -> {
                for (int i = 0; i < N; i++) {
                    v[N * d[at + N] + i] = v[N * d[at + i]];
                }
            }
            case UNPACK -> {
                for (int i = 0; i < N; i++) {
                    v[N * (d[at + 1] + i)] = v[N * d[at] + i];
                }
            }
            case DOT -> dot(d, at);
            case FOLD -> fold(d, at);
            case STORE -> stored.put(key(d[at], d[at + 1]), new int[] {N * d[at + 2], N * d[at + 3]});
            case FETCH -> fetch(d, at);
            case EQUAL -> equal(d, at);
            case SPONGE -> hashRows.sponge(d, at);
            case PATH -> hashRows.path(d, at);
        }
    }

    private void hint(int out, int tail, int hint) {
        if (hint >= 0) {
            System.arraycopy(hints, hint, v, out, N - tail);
            return;
        }
        Extension x = wire(N * -hint);
        put(out, x.isZero() ? x : x.inverse());
    }

    private void base(int[] d, int at) {
        int a = v[N * d[at]];
        int b = v[N * d[at + 1]];
        int c = v[N * d[at + 2]];
        int product = KoalaBear.mul(d[at + 4], KoalaBear.mul(a, b));
        int left = KoalaBear.add(product, KoalaBear.mul(d[at + 5], a));
        int right = KoalaBear.add(KoalaBear.mul(d[at + 6], b), KoalaBear.mul(d[at + 7], c));
        v[N * d[at + 3]] = KoalaBear.add(KoalaBear.add(left, right), d[at + 8]);
    }

    private void extension(int[] d, int at) {
        Extension a = wire(N * d[at]);
        Extension b = wire(N * d[at + 1]);
        Extension sum = a.scale(d[at + 5]).add(b.scale(d[at + 6])).add(Extension.of(d[at + 8]));
        if (d[at + 7] != 0) {
            sum = sum.add(wire(N * d[at + 2]).scale(d[at + 7]));
        }
        if (d[at + 4] != 0) {
            sum = sum.add(a.mul(b).scale(d[at + 4]));
        }
        put(N * d[at + 3], sum);
    }

    /** x + bit (y - x), whatever the bit is. */
    private void select(int bit, int x, int y, int out) {
        put(out, wire(x).add(wire(y).sub(wire(x)).scale(v[bit])));
    }

    private void bits(int montgomery, int out) {
        int canonical = KoalaBear.toCanonical(montgomery);
        for (int i = 0; i < Gate.BITS.written(); i++) {
            v[out + N * i] = ((canonical >>> i) & 1) == 1 ? KoalaBear.ONE : KoalaBear.ZERO;
        }
    }

    private void dot(int[] d, int at) {
        Extension sum = wire(N * d[at + 1 + N]);
        for (int i = 0; i < N; i++) {
            sum = sum.add(wire(N * d[at + 1 + i]).scale(v[N * d[at] + i]));
        }
        put(N * d[at + 2 + N], sum);
    }

    private void fold(int[] d, int at) {
        Extension low = wire(N * d[at]);
        Extension high = wire(N * d[at + 1]);
        Extension even = low.add(high);
        Extension odd = low.sub(high).scale(v[N * d[at + 2]]);
        put(N * d[at + 4], even.add(wire(N * d[at + 3]).mul(odd.sub(even))));
    }

    private static long key(int list, int index) {
        return (long) list << Integer.SIZE | index;
    }

    private void fetch(int[] d, int at) {
        int index = KoalaBear.toCanonical(v[N * d[at + 1]]);
        int[] entry = stored.get(key(d[at], index));
        if (entry == null) {
            refuse(d[at + 4], "an entry of list " + d[at], index);
            return;
        }
        for (int half = 0; half < 2; half++) {
            if (!same(entry[half], N * d[at + 2 + half])) {
                refuse(d[at + 4], wire(entry[half]), wire(N * d[at + 2 + half]));
                return;
            }
        }
    }

    private void equal(int[] d, int at) {
        if (!same(N * d[at], N * d[at + 1])) {
            refuse(d[at + 2], wire(N * d[at]), wire(N * d[at + 1]));
        }
    }

    private boolean same(int x, int y) {
        return Arrays.equals(v, x, x + N, v, y, y + N);
    }

    private void refuse(int reason, Object expected, Object got) {
        if (strict) {
            throw new VerificationException(circuit.reasons().get(reason), expected, got);
        }
    }

    private Extension wire(int at) {
        return Extension.ofCoefficients(v, at);
    }

    private void put(int at, Extension x) {
        for (int i = 0; i < N; i++) {
            v[at + i] = x.coefficient(i);
        }
    }
}

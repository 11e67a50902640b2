package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The nodes of a graph where all main and preprocessed columns are 0, as polynomials in the closed-form columns. Exact, so that "whatever the
 * closed-form columns are" is shown and not sampled.
 */
final class ZeroRow {
    /** Column numbers, ascending with repetitions, to a coefficient that is not 0, in Montgomery form; empty for the zero polynomial. */
    private final List<Map<List<Integer>, Integer>> polynomials;

    private ZeroRow(List<Map<List<Integer>, Integer>> polynomials) {
        this.polynomials = polynomials;
    }

    /**
     * @param roots the nodes that will be asked for
     * @throws MachineException of kind SIZE if the polynomials have more monomials than allowed
     */
    static ZeroRow of(Graph graph, Collection<Integer> roots) {
        var needed = graph.below(roots);
        @SuppressWarnings({"unchecked", "rawtypes"}) // no generic arrays; only this method fills it
        Map<List<Integer>, Integer>[] out = new Map[graph.size()];
        Arrays.fill(out, Map.of());
        long monomials = 0;
        for (int n = needed.nextSetBit(0); n >= 0; n = needed.nextSetBit(n + 1)) {
            out[n] = node(graph, n, out);
            monomials += out[n].size();
            if (monomials > Limits.MAX_ZERO_ROW_MONOMIALS) {
                throw new MachineException(
                        Kind.SIZE, "at most " + Limits.MAX_ZERO_ROW_MONOMIALS + " monomials on the zero row", "more");
            }
        }
        return new ZeroRow(List.of(out));
    }

    boolean vanishes(int node) {
        return polynomials.get(node).isEmpty();
    }

    private static Map<List<Integer>, Integer> node(Graph graph, int n, Map<List<Integer>, Integer>[] done) {
        return switch (graph.operation(n)) {
            case CONST -> graph.a(n) == 0 ? Map.of() : Map.of(List.of(), graph.constant(n));
            case CLOSED -> Map.of(List.of(graph.a(n)), KoalaBear.ONE);
            case MAIN, PREP, PUBLIC -> Map.of();
            case ADD -> sum(done[graph.a(n)], done[graph.b(n)], KoalaBear.ONE);
            case SUB -> sum(done[graph.a(n)], done[graph.b(n)], KoalaBear.neg(KoalaBear.ONE));
            case MUL -> product(done[graph.a(n)], done[graph.b(n)]);
        };
    }

    private static Map<List<Integer>, Integer> sum(
            Map<List<Integer>, Integer> x, Map<List<Integer>, Integer> y, int sign) {
        Map<List<Integer>, Integer> out = new HashMap<>(x);
        y.forEach((monomial, c) -> addTo(out, monomial, KoalaBear.mul(sign, c)));
        return Map.copyOf(out);
    }

    private static Map<List<Integer>, Integer> product(Map<List<Integer>, Integer> x, Map<List<Integer>, Integer> y) {
        if ((long) x.size() * y.size() > Limits.MAX_ZERO_ROW_MONOMIALS) {
            throw new MachineException(
                    Kind.SIZE, "at most " + Limits.MAX_ZERO_ROW_MONOMIALS + " monomials on the zero row", "more");
        }
        Map<List<Integer>, Integer> out = new HashMap<>();
        x.forEach((m, c) -> y.forEach((n, d) -> {
            List<Integer> monomial =
                    Stream.concat(m.stream(), n.stream()).sorted().toList();
            addTo(out, monomial, KoalaBear.mul(c, d));
        }));
        return Map.copyOf(out);
    }

    private static void addTo(Map<List<Integer>, Integer> polynomial, List<Integer> monomial, int coefficient) {
        int sum = KoalaBear.add(polynomial.getOrDefault(monomial, 0), coefficient);
        if (sum == 0) {
            polynomial.remove(monomial);
        } else {
            polynomial.put(monomial, sum);
        }
    }
}

package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the columns of two rows lie, by what they take from Memory, by lookups that both ask, and by what is known of instructions. */
final class KnownSpans {
    private static final long P = KoalaBear.P;

    private final List<Map<Integer, Long>> fixed;
    private final Map<Integer, Set<Long>> domains;
    private final Map<Integer, ModularForms.Span> known = new HashMap<>();

    private KnownSpans(List<Map<Integer, Long>> fixed, Map<Integer, Set<Long>> domains) {
        this.fixed = fixed;
        this.domains = domains;
    }

    /** All that is known, by column; a map of the caller's own. */
    static Map<Integer, ModularForms.Span> of(
            RowStatement statement,
            List<Map<Integer, Long>> fixed,
            Map<Integer, Set<Long>> domains,
            Map<Integer, Integer> bits) {
        KnownSpans spans = new KnownSpans(fixed, domains);
        spans.take(statement, bits);
        return spans.known;
    }

    private void take(RowStatement statement, Map<Integer, Integer> bits) {
        bits.forEach((column, n) -> know(column, (1L << n) - 1));
        for (RowStatement.Taken word : statement.taken()) {
            word.lo().asColumn().ifPresent(column -> know(column, Word.W - 1));
            word.hi().asColumn().ifPresent(column -> know(column, Word.W - 1));
        }
        for (RowStatement.Lookup lookup : statement.lookups()) {
            if (fixed.stream().allMatch(f -> isOne(lookup.flag().with(f)))) {
                know(lookup);
            }
        }
    }

    private static boolean isOne(Polynomial p) {
        return p.isConstant() && p.value() == 1;
    }

    private void know(RowStatement.Lookup lookup) {
        List<Polynomial> message = lookup.message();
        if (lookup.bus() == Buses.AND.number()) {
            message.forEach(entry -> entry.asColumn().ifPresent(column -> know(column, Word.B - 1)));
        }
        if (lookup.bus() == Buses.RANGE.number()) {
            Polynomial bits = message.get(0).with(fixed.getFirst());
            if (bits.isConstant() && bits.equals(message.get(0).with(fixed.getLast()))) {
                know(message.get(1).with(fixed.getFirst()), (1L << bits.value()) - 1);
            }
        }
    }

    /** 0 <= entry <= greatest: says where a column lies that the entry is, but for columns of few values. */
    private void know(Polynomial entry, long greatest) {
        long least = 0;
        long most = greatest;
        List<Integer> large = new ArrayList<>();
        for (Map.Entry<List<Integer>, Long> term : entry.terms().entrySet()) {
            long c = term.getValue();
            List<Integer> monomial = term.getKey();
            if (monomial.size() == 1 && c == 1 && !domains.containsKey(monomial.getFirst())) {
                large.add(monomial.getFirst());
            } else if (monomial.isEmpty() || (monomial.size() == 1 && domains.containsKey(monomial.getFirst()))) {
                Set<Long> values = monomial.isEmpty() ? Set.of(1L) : domains.get(monomial.getFirst());
                least -= values.stream().mapToLong(v -> c * v).max().orElse(0);
                most -= values.stream().mapToLong(v -> c * v).min().orElse(0);
            } else {
                return;
            }
        }
        if (large.size() == 1 && least >= 0 && most < P) {
            know(large.getFirst(), most);
        }
    }

    private void know(int column, long greatest) {
        ModularForms.Span other = known.getOrDefault(column, ModularForms.Span.of(0, P - 1));
        known.put(
                column, new ModularForms.Span(BigInteger.ZERO, other.greatest().min(BigInteger.valueOf(greatest))));
    }
}

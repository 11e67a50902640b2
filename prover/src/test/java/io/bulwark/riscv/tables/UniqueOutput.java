package io.bulwark.riscv.tables;

import com.microsoft.z3.Status;
import io.bulwark.air.Chip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Shows that a row's outputs follow from what it is given: no two rows satisfy all constraints and lookups, take the same State, instruction and words, and differ in
 * what they send.
 *
 * <p>Case by case over the selectors of an opcode, the values that the program may hold, and the rows of a small lookup table. In a case the solver shows columns equal in
 * both rows one after the other; the words at an address are given once the address is shown. Two different selector settings of one opcode must have no rows in common.
 * Every case is first shown to have rows at all.
 */
final class UniqueOutput {
    /**
     * What a proof needs to know beside the chip.
     *
     * @param bits columns of the instruction below a power of two, by the loader
     * @param choices values of columns that the program may hold for an opcode's number; none: any
     */
    record Facts(Map<String, Integer> bits, Map<Integer, List<Map<String, Long>>> choices) {
        static final Facts NONE = new Facts(Map.of(), Map.of());

        Facts {
            bits = Map.copyOf(bits);
            choices = Map.copyOf(choices);
        }
    }

    /** What stays open of a case, or the reason why there is nothing to it. */
    record Open(String theCase, String what, Status status) {}

    /** What only an argument of its own can show. */
    interface Lemma {
        /** Columns that must be equal in both rows. */
        Set<String> from();

        /** Columns that then are. */
        Set<String> to();

        /** Whether the argument holds of the rows of a case. */
        boolean holds(TwoRows rows, List<Polynomial> limbs);
    }

    /** Efforts of the solver, from the first try on: what is easily shown makes the rest easier. */
    private static final int[] EFFORTS = {500_000, 5_000_000, TwoRows.UTMOST};

    private static final int[] HUNTING_EFFORTS = {500_000, 3_000_000};
    private static final int HUNTS = 6;
    private static final long SEED = 14;

    private final Columns names;
    private final RowStatement statement;
    private final Facts facts;
    private final List<Lemma> lemmas;
    private final boolean hunting;
    private final Random random = new Random(SEED);
    private final List<Open> open = new ArrayList<>();
    private int cases;

    private UniqueOutput(Columns names, RowStatement statement, Facts facts, List<Lemma> lemmas, boolean hunting) {
        this.hunting = hunting;
        this.names = names;
        this.statement = statement;
        this.facts = facts;
        this.lemmas = lemmas;
    }

    /** What cannot be shown of a chip: nothing, if its outputs are unique. */
    static List<Open> open(Columns names, Chip chip, Facts facts) {
        return open(names, new RowStatement(chip), facts, List.of());
    }

    /** The same of a statement, with what was shown apart. */
    static List<Open> open(Columns names, RowStatement statement, Facts facts, List<Lemma> lemmas) {
        UniqueOutput proof = new UniqueOutput(names, statement, facts, lemmas, false);
        proof.run();
        return proof.open;
    }

    /** One thing that cannot be shown, with a second output if some narrower question finds one; for statements that should not hold. */
    static Optional<Open> hunt(Columns names, RowStatement statement, Facts facts, List<Lemma> lemmas) {
        UniqueOutput proof = new UniqueOutput(names, statement, facts, lemmas, true);
        proof.run();
        return proof.open.stream().min(Comparator.comparingInt(o -> o.status() == Status.SATISFIABLE ? 0 : 1));
    }

    private void run() {
        Map<Long, List<Map<Integer, Long>>> settings = SelectorSettings.of(statement);
        settings.forEach((opcode, ofOpcode) -> {
            for (Map<String, Long> choice : facts.choices().getOrDefault(opcode.intValue(), List.of(Map.of()))) {
                for (int i = 0; i < ofOpcode.size(); i++) {
                    for (int j = i; j < ofOpcode.size(); j++) {
                        Map<Integer, Long> first = with(ofOpcode.get(i), choice);
                        Map<Integer, Long> second = with(ofOpcode.get(j), choice);
                        if (hunting && open.stream().anyMatch(o -> o.status() == Status.SATISFIABLE)) {
                            return;
                        }
                        if (i == j) {
                            same(opcode, first);
                        } else {
                            different(opcode, first, second);
                        }
                    }
                }
            }
        });
        if (cases == 0) {
            throw new IllegalStateException("expected cases, got none");
        }
    }

    private Map<Integer, Long> with(Map<Integer, Long> setting, Map<String, Long> choice) {
        Map<Integer, Long> out = new HashMap<>(setting);
        choice.forEach((name, value) -> out.put(names.at(name), value));
        return out;
    }

    private TwoRows rows(Map<Integer, Long> first, Map<Integer, Long> second) {
        Map<Integer, Integer> bits = new HashMap<>();
        facts.bits().forEach((name, n) -> bits.put(names.at(name), n));
        return new TwoRows(statement, first, second, bits);
    }

    private String name(long opcode, Map<Integer, Long> setting) {
        return "opcode " + opcode
                + setting.entrySet().stream()
                        .filter(e -> e.getValue() != 0)
                        .map(e -> " " + names.names().get(e.getKey()) + "=" + e.getValue())
                        .collect(Collectors.joining());
    }

    private void different(long opcode, Map<Integer, Long> first, Map<Integer, Long> second) {
        cases++;
        TwoRows rows = rows(first, second);
        Case both = new Case(rows);
        both.give(statement.given());
        statement.taken().forEach(both::give);
        Status status = rows.check(both.limbs, rows.anything(), TwoRows.UTMOST);
        if (status != Status.UNSATISFIABLE) {
            open.add(new Open(name(opcode, first), "also" + name(opcode, second), status));
        }
    }

    private void same(long opcode, Map<Integer, Long> setting) {
        cases++;
        TwoRows rows = rows(setting, setting);
        Case one = new Case(rows);
        one.give(statement.given());
        Status possible = rows.check(one.limbs, rows.anything(), TwoRows.UTMOST);
        if (possible != Status.SATISFIABLE) {
            open.add(new Open(name(opcode, setting), "no rows", possible));
            return;
        }
        // The words at an address count as given once the address is shown.
        List<RowStatement.Taken> waiting = new ArrayList<>(statement.taken());
        while (!waiting.isEmpty()) {
            RowStatement.Taken next = waiting.stream()
                    .filter(word -> rows.isShared(word.index()))
                    .findFirst()
                    .orElse(waiting.getFirst());
            if (!one.follows(next.index())) {
                one.hunt(next.index());
                open.add(new Open(name(opcode, setting), "address " + show(next.index()), one.last));
                return;
            }
            one.give(next);
            waiting.remove(next);
        }
        for (Polynomial output : statement.outputs()) {
            if (!one.follows(output)) {
                one.hunt(output);
                open.add(new Open(name(opcode, setting), "output " + show(output), one.last));
                return;
            }
        }
    }

    private String show(Polynomial p) {
        return p.columns().stream().map(c -> names.names().get(c)).collect(Collectors.joining("+"));
    }

    /** Two rows of one case, and what is given to both. */
    private final class Case {
        private final TwoRows rows;
        private final List<Polynomial> limbs = new ArrayList<>();
        private Status last = Status.UNKNOWN;

        private Case(TwoRows rows) {
            this.rows = rows;
        }

        private void give(List<Polynomial> polynomials) {
            polynomials.forEach(this::give);
        }

        private void give(RowStatement.Taken word) {
            give(word.lo());
            give(word.hi());
        }

        /** A limb, or a form of one column, is equal in both rows. */
        private void give(Polynomial p) {
            if (!shareLast(p) && !rows.isShared(p)) {
                limbs.add(p);
            }
        }

        /** In an equal form with one column that is not known to be equal, that column is. */
        private boolean shareLast(Polynomial p) {
            Set<Integer> rest = new TreeSet<>(p.columns());
            rest.removeIf(c -> rows.shared().contains(c) || rows.isFixed(c));
            return rest.size() == 1 && rows.shared().addAll(rest);
        }

        /** Whether the form is equal in both rows; shows more columns equal where that helps. */
        private boolean follows(Polynomial p) {
            int[] efforts = hunting ? HUNTING_EFFORTS : EFFORTS;
            int i = 0;
            while (i < efforts.length) {
                if (rows.isShared(p) || holds(p, efforts[i])) {
                    shareLast(p);
                    return true;
                }
                if (!lemma() && !shareMore(efforts[i])) {
                    i++;
                }
            }
            return false;
        }

        private boolean holds(Polynomial p, int effort) {
            last = rows.checkDiffers(limbs, p, effort, hunting || effort == TwoRows.UTMOST);
            return last == Status.UNSATISFIABLE;
        }

        /** Looks for a second output among small inputs, where the wide question was too hard. */
        private void hunt(Polynomial output) {
            for (int i = 0; hunting && i < HUNTS && last == Status.UNKNOWN; i++) {
                Status status = rows.check(
                        limbs, TwoRows.all(List.of(TwoRows.differs(output), rows.given(random))), HUNTING_EFFORTS[1]);
                last = status == Status.SATISFIABLE ? status : last;
            }
        }

        private boolean lemma() {
            boolean any = false;
            for (Lemma lemma : lemmas) {
                Set<Integer> to = lemma.to().stream().map(names::at).collect(Collectors.toSet());
                if (!rows.shared().containsAll(to)
                        && lemma.from().stream().map(names::at).allMatch(rows.shared()::contains)
                        && lemma.holds(rows, limbs)) {
                    any |= rows.shared().addAll(to);
                }
            }
            return any;
        }

        private boolean shareMore(int effort) {
            Status reason = last;
            boolean any = false;
            Set<Integer> skip = new TreeSet<>(rows.witnessColumns());
            skip.addAll(statement.timestamps());
            for (int column = 0; column < names.count(); column++) {
                if (!skip.contains(column)
                        && !rows.shared().contains(column)
                        && !rows.isFixed(column)
                        && used(column)
                        && holds(Polynomial.column(column), effort)) {
                    rows.shared().add(column);
                    any = true;
                }
            }
            last = reason;
            return any;
        }

        private boolean used(int column) {
            return statement.constraints().stream().anyMatch(c -> c.columns().contains(column))
                    || statement.lookups().stream()
                            .flatMap(lookup -> lookup.message().stream())
                            .anyMatch(m -> m.columns().contains(column));
        }
    }
}

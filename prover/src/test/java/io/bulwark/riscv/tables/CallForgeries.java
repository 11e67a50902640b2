package io.bulwark.riscv.tables;

import io.bulwark.air.Bus;
import io.bulwark.air.Interaction;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Forged calls of a table, and everything that may refuse one, by name: {@code constraint 7}, in the order of declaration, the builder's own behind the others, or
 * {@code Range of d0}, a lookup by its columns.
 */
final class CallForgeries {
    private static final Map<Bus, String> LOOKUPS = Map.of(
            Buses.PROGRAM, "Program",
            Buses.RANGE, "Range",
            Buses.AND, "And",
            Buses.AGE, "Age",
            Buses.HASH24, "Hash24");

    private static final Program PROGRAM = Program.load(GuestElf.of(Assembly.store("sw", 6, 5, 0), Assembly.ECALL));
    /** The instruction that is a system call; the one before it is none. */
    static final int CALL = 1;

    private final CallTable table;
    private final ChipRow row;
    private final LookupCounts counts = new LookupCounts(LookupFacts.AGE_BITS, PROGRAM.textLength());
    private final List<String> interactions;

    CallForgeries(CallTable table) {
        this.table = table;
        this.row = new ChipRow(table.chip());
        Polynomial.Source source = new Polynomial.Source(row.chip());
        this.interactions =
                row.chip().interactions().stream().map(i -> name(i, source)).toList();
    }

    private String name(Interaction interaction, Polynomial.Source source) {
        String bus = LOOKUPS.entrySet().stream()
                .filter(lookup -> lookup.getKey().number() == interaction.bus())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("state");
        return bus + " of "
                + interaction.message().stream()
                        .flatMap(node -> source.of(node).columns().stream())
                        .distinct()
                        .map(table.columns().names()::get)
                        .collect(Collectors.joining(" "));
    }

    static String constraint(int number) {
        return "constraint " + number;
    }

    /** The names of count constraints from one on. */
    static List<String> constraints(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(CallForgeries::constraint)
                .toList();
    }

    /** Whether it says 0 = 0. */
    boolean isVacuous(int constraint) {
        Polynomial p =
                new Polynomial.Source(row.chip()).of(row.chip().constraints().get(constraint));
        return p.isConstant() && p.value() == 0;
    }

    /** All constraints, and all lookups but those of the times of accesses, which are the same in every table. */
    Set<String> all() {
        Set<String> out = new LinkedHashSet<>(constraints(0, row.constraintCount()));
        interactions.stream()
                .filter(name -> !name.startsWith("state") && !name.startsWith("Age") && !name.startsWith("Range of g"))
                .forEach(out::add);
        return out;
    }

    /** The row of the only call that there is, of instruction {@link #CALL}. */
    Row honest(SimulatedCalls calls) {
        int[][] columns = new int[table.columns().count()][1];
        table.fill(PROGRAM, calls.records, 0, 1, columns, counts, new HashRequests());
        return new Row(
                IntStream.range(0, columns.length).map(c -> columns[c][0]).toArray());
    }

    /** A row that was honest, in the hands of a liar. */
    final class Row {
        private final int[] honest;
        private final int[] cells;

        private Row(int[] honest) {
            this.honest = honest;
            this.cells = honest.clone();
        }

        /** Canonical. */
        long get(String name) {
            return KoalaBear.toCanonical(cells[table.columns().at(name)]);
        }

        Row set(String name, long value) {
            cells[table.columns().at(name)] = KoalaBear.fromLong(value);
            return this;
        }

        Row add(String name, long value) {
            return set(name, get(name) + value);
        }

        /** What count constraints from one on come to, canonical. */
        long[] residues(int from, int count) {
            row.at(cells);
            return IntStream.range(from, from + count)
                    .mapToLong(i -> KoalaBear.toCanonical(row.constraint(i)))
                    .toArray();
        }

        /** All that refuses it. */
        List<String> refusals() {
            row.at(cells);
            List<String> out = new ArrayList<>();
            for (int i = 0; i < row.constraintCount(); i++) {
                if (row.constraint(i) != 0) {
                    out.add(constraint(i));
                }
            }
            List<ChipRow.Message> messages = row.allMessages();
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i).multiplicity() != 0 && !CallChecks.isAnswered(PROGRAM, messages.get(i))) {
                    out.add(interactions.get(i));
                }
            }
            return out;
        }

        private Set<ChipRow.Message> messages(int[] of, boolean taken) {
            return new HashSet<>(row.at(of).messages().stream()
                    .filter(m -> m.bus() <= Buses.MEMORY.number() && taken == CallChecks.isTaken(m))
                    .toList());
        }

        /** The one thing that refuses it; without it the same call would have two results. */
        String refusesASecondResult() {
            if (!messages(cells, true).equals(messages(honest, true))) {
                throw new AssertionError("expected a row that takes what the honest one takes");
            }
            if (messages(cells, false).equals(messages(honest, false))) {
                throw new AssertionError("expected a row that says something else, got the honest result");
            }
            return onlyRefusal();
        }

        /** The one thing that refuses it; without it there would be a row for a call that may have none. */
        String refusesTheCall() {
            if (messages(cells, true).equals(messages(honest, true))) {
                throw new AssertionError("expected a row that takes something else");
            }
            return onlyRefusal();
        }

        private String onlyRefusal() {
            List<String> refusals = refusals();
            if (refusals.size() != 1) {
                throw new AssertionError("expected one refusal, got " + refusals);
            }
            return refusals.getFirst();
        }
    }
}

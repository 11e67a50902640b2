package io.bulwark.riscv.tables;

import com.microsoft.z3.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a table loses with each of its constraints and lookups, taken away one at a time. */
final class Teeth {
    /**
     * What became of the removals.
     *
     * @param found with a second output, or a second opcode's rows, that the solver found
     * @param unknown where the solver gave up: neither a proof nor a second output
     * @param harmless that leave the outputs unique
     */
    record Bite(int found, List<String> unknown, List<String> harmless) {
        Bite {
            unknown = List.copyOf(unknown);
            harmless = List.copyOf(harmless);
        }
    }

    private Teeth() {}

    /** Takes each away in turn, all but constraints of selectors alone; those say which opcode a row is and are told apart before any solving. */
    static Bite of(RowStatement statement, Columns names, Function<RowStatement, Optional<UniqueOutput.Open>> proof) {
        List<String> unknown = new ArrayList<>();
        List<String> harmless = new ArrayList<>();
        int found = 0;
        List<RowStatement> without = new ArrayList<>();
        List<String> what = new ArrayList<>();
        for (RowStatement.Constraint constraint : statement.constraints()) {
            if (!statement.flags().containsAll(constraint.columns())) {
                without.add(statement.without(constraint));
                what.add(show(constraint, names));
            }
        }
        for (RowStatement.Lookup lookup : statement.lookups()) {
            without.add(statement.without(lookup));
            what.add(show(lookup, names));
        }
        for (int i = 0; i < without.size(); i++) {
            Optional<UniqueOutput.Open> open = proof.apply(without.get(i));
            if (open.isEmpty()) {
                harmless.add(what.get(i));
            } else if (open.orElseThrow().status() == Status.SATISFIABLE) {
                found++;
            } else {
                unknown.add(what.get(i));
            }
        }
        return new Bite(found, unknown, harmless);
    }

    private static String show(RowStatement.Constraint constraint, Columns names) {
        return constraint.name() + " of"
                + constraint.columns().stream()
                        .map(c -> " " + names.names().get(c))
                        .reduce("", String::concat);
    }

    private static String show(RowStatement.Lookup lookup, Columns names) {
        return "lookup on bus " + lookup.bus() + " of"
                + lookup.message().stream()
                        .flatMap(m -> m.columns().stream())
                        .map(c -> " " + names.names().get(c))
                        .reduce("", String::concat);
    }
}

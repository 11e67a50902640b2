package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How each table's proof of unique outputs is put together: what the decoder settles, and what a lemma shows. */
final class TableProofs {
    /**
     * One table.
     *
     * @param statement all that its chip says
     */
    record Subject(String name, Columns names, RowStatement statement, UniqueOutput.Facts facts) {
        private static Subject of(Columns names, Chip chip, UniqueOutput.Facts facts) {
            return new Subject(chip.name(), names, new RowStatement(chip), facts);
        }

        /** What cannot be shown of the table: nothing. */
        List<UniqueOutput.Open> open() {
            return UniqueOutput.open(names, told(statement), facts, lemmas(statement));
        }

        /** Something that cannot be shown of the table with something taken away. */
        Optional<UniqueOutput.Open> hunt(RowStatement without) {
            return UniqueOutput.hunt(names, told(without), facts, lemmas(without));
        }

        private List<UniqueOutput.Lemma> lemmas(RowStatement all) {
            return switch (name) {
                case "Div" -> List.of(new DivisionLemma(names, all));
                case "MulMod256" -> List.of(new MulModLemma(names, all));
                default -> List.of();
            };
        }

        /** What the solver is told: of mulmod256 not the lines and the order, which only its lemma is about. */
        private RowStatement told(RowStatement all) {
            return name.equals("MulMod256") ? all.withoutConstraintsOf(ofTheLemma()) : all;
        }

        private Set<Integer> ofTheLemma() {
            Set<Integer> out = IntStream.range(0, MulModLines.CARRIES)
                    .mapToObj(i -> names.at("c" + i))
                    .collect(Collectors.toSet());
            IntStream.range(0, MulModOrder.BITS).forEach(i -> out.add(names.at("e" + i)));
            out.add(names.at("d0"));
            return out;
        }
    }

    private TableProofs() {}

    static List<Subject> of(InstructionTable... tables) {
        return List.of(tables).stream()
                .map(table -> Subject.of(table.columns(), table.chip(), TableFacts.of(table)))
                .toList();
    }

    static List<Subject> of(CallTable... tables) {
        return List.of(tables).stream()
                .map(table -> Subject.of(table.columns(), table.chip(), UniqueOutput.Facts.NONE))
                .toList();
    }
}

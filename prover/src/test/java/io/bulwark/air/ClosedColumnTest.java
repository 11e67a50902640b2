package io.bulwark.air;

import static io.bulwark.air.BuilderRulesTest.FACTS;
import static io.bulwark.air.BuilderRulesTest.machine;
import static io.bulwark.air.BuilderRulesTest.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosedColumnTest {
    private static final long SEED = 11;

    private static int[] canonical(ClosedColumn column, int logHeight) {
        return Arrays.stream(column.materialise(logHeight))
                .map(KoalaBear::toCanonical)
                .toArray();
    }

    @Test
    void theUsualTablesAreWhatTheirNamesSay() {
        int[] rows = IntStream.range(0, 64).toArray();
        assertThat(canonical(ClosedColumn.number(0, 3), 6))
                .isEqualTo(Arrays.stream(rows).map(i -> i & 7).toArray());
        assertThat(canonical(ClosedColumn.number(3, 3), 6))
                .isEqualTo(Arrays.stream(rows).map(i -> i >> 3).toArray());
        assertThat(canonical(ClosedColumn.and(3), 6))
                .isEqualTo(Arrays.stream(rows).map(i -> i & (i >> 3)).toArray());
        int[] leading = Arrays.stream(rows)
                .map(i -> i == 0 ? 0 : 31 - Integer.numberOfLeadingZeros(i))
                .toArray();
        assertThat(canonical(ClosedColumn.rangeWidth(6), 6)).isEqualTo(leading);
        assertThat(canonical(ClosedColumn.rangeValue(6), 6))
                .isEqualTo(Arrays.stream(rows)
                        .map(i -> i == 0 ? 0 : i - (1 << leading[i]))
                        .toArray());
        assertThat(canonical(new ClosedColumn.Values(List.of(5, 6, 7, 8)), 2)).containsExactly(5, 6, 7, 8);
        assertThat(canonical(new ClosedColumn.Terms(List.of()), 2)).containsExactly(0, 0, 0, 0);
    }

    @Test
    void aSumOfTermsIsWhatItsDefinitionSays() {
        for (int trial = 0; trial < 50; trial++) {
            Random random = new Random(SEED + trial);
            int logHeight = random.nextInt(7);
            List<Term> terms = new ArrayList<>();
            for (int t = random.nextInt(5); t > 0; t--) {
                List<Literal> literals = IntStream.range(0, logHeight)
                        .filter(bit -> random.nextBoolean())
                        .mapToObj(bit -> new Literal(bit, random.nextBoolean()))
                        .toList();
                terms.add(new Term(random.nextInt(KoalaBear.P), literals));
            }
            int[] got = canonical(new ClosedColumn.Terms(terms), logHeight);
            for (int row = 0; row < 1 << logHeight; row++) {
                assertThat(got[row]).as("seed %d, row %d", SEED + trial, row).isEqualTo(valueAt(terms, row));
            }
        }
    }

    private static int valueAt(List<Term> terms, int row) {
        long sum = 0;
        for (Term term : terms) {
            boolean holds = term.literals().stream().allMatch(l -> ((row >> l.bit() & 1) == 1) != l.negated());
            sum += holds ? term.weight() : 0;
        }
        return (int) (sum % KoalaBear.P);
    }

    @Test
    void refusesMalformedClosedForms() {
        Literal x0 = new Literal(0, false);
        Literal x1 = new Literal(1, true);
        refusesClosed(Kind.CLOSED_FORM, 2, term(1, x0, x0));
        refusesClosed(Kind.CLOSED_FORM, 2, term(1, x1, x0));
        refusesClosed(Kind.CLOSED_FORM, 1, term(1, x1));
        refusesClosed(Kind.CLOSED_FORM, 1, term(1, new Literal(-1, false)));
        refusesClosed(Kind.CLOSED_FORM, 2, new ClosedColumn.Values(List.of(1, 2, 3)));
        refusesClosed(Kind.CLOSED_FORM, 11, new ClosedColumn.Values(Collections.nCopies(1 << 11, 1)));
        refusesClosed(Kind.NON_CANONICAL, 1, new ClosedColumn.Values(List.of(1, KoalaBear.P)));
        refusesClosed(Kind.NON_CANONICAL, 1, term(KoalaBear.P, x0));
        refusesClosed(Kind.NON_CANONICAL, 1, term(-1, x0));
        refusesClosed(Kind.CLOSED_FORM, -1, term(1));
        refusesClosed(Kind.CLOSED_FORM, 23, term(1));
        refuses(
                Kind.CLOSED_FORM,
                () -> machine(
                        FACTS, ChipBuilder.closedForm("table", 1, 2, List.of()).build()));
    }

    private static ClosedColumn term(int weight, Literal... literals) {
        return new ClosedColumn.Terms(List.of(new Term(weight, List.of(literals))));
    }

    private static void refusesClosed(Kind kind, int logHeight, ClosedColumn column) {
        refuses(
                kind,
                () -> machine(
                        FACTS,
                        ChipBuilder.closedForm("table", 1, logHeight, List.of(column))
                                .build()));
    }
}

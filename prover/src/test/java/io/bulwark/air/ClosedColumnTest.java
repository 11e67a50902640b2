package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
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
}

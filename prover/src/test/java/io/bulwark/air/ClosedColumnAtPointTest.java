package io.bulwark.air;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import io.bulwark.backend.NativeBackend;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.DenseMultilinear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the verifier computes at a point is the multilinear extension of what the prover fills in. */
class ClosedColumnAtPointTest {
    private static final int LOG_HEIGHT = 6;

    private final Random random = new Random(64);

    private void check(ClosedColumn column, int logHeight) {
        List<Extension> table = IntStream.of(column.materialise(logHeight))
                .mapToObj(Extension::of)
                .toList();
        List<Extension> point = DenseMultilinear.randomPoint(random, logHeight);
        assertThat(new ClosedColumnAtPoint<>(NativeBackend.INSTANCE.extension(), point).evaluate(column))
                .isEqualTo(DenseMultilinear.evaluate(table, point));
    }

    @Test
    void theUsualTables() {
        check(ClosedColumn.number(0, 3), LOG_HEIGHT);
        check(ClosedColumn.number(3, 3), LOG_HEIGHT);
        check(ClosedColumn.and(3), LOG_HEIGHT);
        check(ClosedColumn.rangeWidth(LOG_HEIGHT), LOG_HEIGHT);
        check(ClosedColumn.rangeValue(LOG_HEIGHT), LOG_HEIGHT);
    }

    @Test
    void listsOfValues() {
        for (int k = 0; k <= LOG_HEIGHT; k++) {
            check(
                    new ClosedColumn.Values(
                            random.ints(1L << k, 0, KoalaBear.P).boxed().toList()),
                    k);
        }
    }

    @Test
    void randomTerms() {
        for (int round = 0; round < 50; round++) {
            List<Term> terms = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                List<Literal> literals = IntStream.range(0, LOG_HEIGHT)
                        .filter(i -> random.nextBoolean())
                        .mapToObj(i -> new Literal(i, random.nextBoolean()))
                        .toList();
                terms.add(new Term(random.nextInt(KoalaBear.P), literals));
            }
            check(new ClosedColumn.Terms(terms), LOG_HEIGHT);
        }
    }

    @Test
    void aTableOfOneRow() {
        check(new ClosedColumn.Values(List.of(7)), 0);
        check(new ClosedColumn.Terms(List.of(new Term(7, List.of()))), 0);
    }
}

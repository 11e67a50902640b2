package io.bulwark.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.Extension;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EqualityPolynomialTest {
    private final Random random = new Random(31);
    private final EqualityPolynomial<Extension> eq = new EqualityPolynomial<>(NativeBackend.INSTANCE.extension());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void aTableHoldsTheValueOfEveryCorner(int coordinates) {
        List<Extension> point = DenseMultilinear.randomPoint(random, coordinates);
        List<Extension> expected = IntStream.range(0, 1 << coordinates)
                .mapToObj(i -> DenseMultilinear.corner(point, i))
                .toList();
        assertThat(eq.table(point)).isEqualTo(expected);
        assertThat(IntStream.range(0, 1 << coordinates)
                        .mapToObj(i -> eq.at(point, i))
                        .toList())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16})
    void theFirstEntriesAreThoseOfTheTable(int count) {
        List<Extension> point = DenseMultilinear.randomPoint(random, 4);
        assertThat(eq.firstOf(point, count)).isEqualTo(eq.table(point).subList(0, count));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void twoPointsMeetAsTheirTablesDo(int coordinates) {
        List<Extension> a = DenseMultilinear.randomPoint(random, coordinates);
        List<Extension> b = DenseMultilinear.randomPoint(random, coordinates);
        assertThat(eq.between(a, b)).isEqualTo(DenseMultilinear.evaluate(eq.table(a), b));
        assertThatThrownBy(() -> eq.between(a, DenseMultilinear.randomPoint(random, coordinates + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.bulwark.poly;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.Ring;
import io.bulwark.field.Extension;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitEqualityTest {
    private static final Ring<Extension> RING = NativeBackend.INSTANCE.extension();

    private final Random random = new Random(12);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "3, 5", "6, 64", "7, 65", "7, 128", "8, 150", "9, 511"})
    void isTheTableOfAllIndices(int coordinates, int count) {
        List<Extension> point = DenseMultilinear.randomPoint(random, coordinates);
        List<Extension> table = new EqualityPolynomial<>(RING).firstOf(point, count);
        SplitEquality<Extension> split = new SplitEquality<>(RING, point, count);
        assertThat(IntStream.range(0, count).mapToObj(split::at).toList()).isEqualTo(table);
        List<Extension> values = DenseMultilinear.randomPoint(random, count);
        Extension expected = IntStream.range(0, count)
                .mapToObj(i -> table.get(i).mul(values.get(i)))
                .reduce(Extension.ZERO, Extension::add);
        assertThat(split.sum(values)).isEqualTo(expected);
    }
}

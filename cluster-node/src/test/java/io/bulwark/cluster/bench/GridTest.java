package io.bulwark.cluster.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid GRID = new Grid("Rates", List.of("kernel", "M/s"), List.of(List.of("hash", 2.3456)));

    @Test
    void isATableInMarkdown() {
        assertThat(GRID.markdown().lines())
                .containsExactly("## Rates", "", "| kernel | M/s |", "| --- | --- |", "| hash | 2.35 |");
    }

    @Test
    void keepsEveryDigitForJson() {
        assertThat(GRID.facts()).containsExactly(Map.of("kernel", "hash", "M/s", 2.3456));
    }

    @Test
    void writesThreeDigitsOfAFractionAndAllOfAWholeNumber() {
        assertThat(List.of(0.12345, 9.876, 98.76, 98765.4, 0.0).stream().map(Grid::text))
                .containsExactly("0.123", "9.88", "98.8", "98,765", "0.00");
        assertThat(Grid.text(1234567L)).isEqualTo("1,234,567");
    }

    @Test
    void refusesARowThatIsTooShort() {
        List<List<Object>> rows = List.of(List.of("hash"));
        assertThatThrownBy(() -> new Grid("Rates", List.of("kernel", "M/s"), rows))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMedianIsTheMiddleRun() {
        assertThat(Stopwatch.median(5, 1, 3)).isEqualTo(3);
    }
}

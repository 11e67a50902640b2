package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StackedColumnsTest {
    private static int[] column(int length, int first) {
        return IntStream.range(first, first + length).toArray();
    }

    @Test
    void laysColumnsOneAfterAnotherAndFillsTheLastWithZeros() {
        StackedColumns stack = StackedColumns.of(List.of(column(4, 1), column(2, 5), column(2, 7), column(1, 9)), 2);

        assertThat(stack.width()).isEqualTo(3);
        assertThat(stack.column(0)).containsExactly(1, 2, 3, 4);
        assertThat(stack.column(1)).containsExactly(5, 6, 7, 8);
        assertThat(stack.column(2)).containsExactly(9, 0, 0, 0);
    }

    @Test
    void usesAColumnOfTheStackedHeightWithoutACopy() {
        int[] full = column(8, 1);
        StackedColumns stack = StackedColumns.of(List.of(full, column(4, 9)), 3);

        assertThat(stack.column(0)).isSameAs(full);
        assertThat(stack.column(1)).containsExactly(9, 10, 11, 12, 0, 0, 0, 0);
    }

    @Test
    void holdsOneCellInAStackOfOneRow() {
        StackedColumns stack = StackedColumns.of(List.of(column(1, 5), column(1, 6)), 0);

        assertThat(stack.width()).isEqualTo(2);
        assertThat(stack.column(1)).containsExactly(6);
    }

    @Test
    void hasNoStackedColumnWithoutColumns() {
        assertThat(StackedColumns.of(List.of(), 3).width()).isZero();
    }

    @Test
    void roundsTheWidthUpToAPowerOfTwo() {
        int[] logWidths = IntStream.rangeClosed(0, 9)
                .map(w -> StackedColumns.of(
                                IntStream.range(0, w)
                                        .mapToObj(i -> column(2, i))
                                        .toList(),
                                1)
                        .logWidth())
                .toArray();

        assertThat(logWidths).containsExactly(0, 0, 1, 2, 2, 3, 3, 3, 3, 4);
    }

    @Test
    void putsAnotherStackBehindWholeStackedColumns() {
        StackedColumns main = StackedColumns.of(List.of(column(2, 1)), 2);
        StackedColumns both = main.followedBy(StackedColumns.of(List.of(column(4, 5)), 2));

        assertThat(both.width()).isEqualTo(2);
        assertThat(both.column(0)).containsExactly(1, 2, 0, 0);
        assertThat(both.column(1)).containsExactly(5, 6, 7, 8);
        assertThatThrownBy(() -> main.followedBy(StackedColumns.of(List.of(), 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAColumnThatIsNoPowerOfTwoTooLongOrLongerThanTheOneBefore() {
        for (List<int[]> columns : Arrays.asList(
                List.of(new int[3]), List.of(new int[0]), List.of(new int[16]), List.of(new int[2], new int[4]))) {
            assertThatThrownBy(() -> StackedColumns.of(columns, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got " + columns.getLast().length);
        }
    }
}

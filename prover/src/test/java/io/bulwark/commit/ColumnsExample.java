package io.bulwark.commit;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Main and preprocessed columns of mixed heights, in a stack of 2^logRows rows, and where each lies. */
record ColumnsExample(int logRows, List<int[]> main, List<int[]> prep, List<Slot> slots, ExtensionVector rho) {
    static ColumnsExample random(long seed) {
        Random random = new Random(seed);
        int logRows = random.nextInt(6);
        List<int[]> main = columns(random, logRows, 1 + random.nextInt(20));
        List<int[]> prep = columns(random, logRows, random.nextInt(8));
        List<Slot> slots = new ArrayList<>(place(main, 0));
        slots.addAll(place(prep, (long) StackedColumns.of(main, logRows).width() << logRows));
        // Which column is opened first makes no difference to where it lies.
        Collections.shuffle(slots, random);
        return new ColumnsExample(logRows, main, prep, slots, Dense.randomVector(random, logRows));
    }

    private static List<int[]> columns(Random random, int logRows, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Dense.randomColumn(random, 1 << random.nextInt(logRows + 1)))
                .sorted(Comparator.comparingInt((int[] c) -> -c.length))
                .toList();
    }

    private static List<Slot> place(List<int[]> columns, long at) {
        List<Slot> slots = new ArrayList<>();
        long start = at;
        for (int[] column : columns) {
            slots.add(new Slot(start, Integer.numberOfTrailingZeros(column.length)));
            start += column.length;
        }
        return slots;
    }

    StackedColumns stack() {
        return StackedColumns.of(main, logRows).followedBy(StackedColumns.of(prep, logRows));
    }

    /** Q as one table over K, filled up with zeros. */
    Extension[] denseStack() {
        StackedColumns stack = stack();
        return IntStream.range(0, 1 << (stack.logWidth() + logRows))
                .mapToObj(y -> (y >> logRows) < stack.width()
                        ? Extension.of(stack.column(y >> logRows)[y & ((1 << logRows) - 1)])
                        : Extension.ZERO)
                .toArray(Extension[]::new);
    }

    Extension[] point(Slot slot) {
        return Arrays.copyOf(rho.toArray(), slot.logHeight());
    }

    /** A as one table over K. */
    Extension[] denseWeights(Extension[] tau) {
        Extension[] table = new Extension[1 << (stack().logWidth() + logRows)];
        Arrays.fill(table, Extension.ZERO);
        for (int c = 0; c < slots.size(); c++) {
            Slot slot = slots.get(c);
            for (int x = 0; x < 1 << slot.logHeight(); x++) {
                table[(int) slot.start() + x] = Dense.eq(tau, c).mul(Dense.eq(point(slot), x));
            }
        }
        return table;
    }
}

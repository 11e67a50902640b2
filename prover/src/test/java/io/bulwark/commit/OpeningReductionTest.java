package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps 5 and 6 against the dense sum over the whole common stack. */
class OpeningReductionTest {
    /** Main and preprocessed columns of mixed heights, in a stack of 2^logRows rows, and where each lies. */
    private record Example(int logRows, List<int[]> main, List<int[]> prep, List<Slot> slots, ExtensionVector rho) {
        static Example random(long seed) {
            Random random = new Random(seed);
            int logRows = random.nextInt(6);
            List<int[]> main = columns(random, logRows, 1 + random.nextInt(20));
            List<int[]> prep = columns(random, logRows, random.nextInt(8));
            List<Slot> slots = new ArrayList<>(place(main, 0));
            slots.addAll(place(prep, (long) StackedColumns.of(main, logRows).width() << logRows));
            // Which column is opened first makes no difference to where it lies.
            Collections.shuffle(slots, random);
            return new Example(logRows, main, prep, slots, Dense.randomVector(random, logRows));
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

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void opensEveryColumnAtTheFirstCoordinatesOfThePoint(int seed) {
        Example example = Example.random(seed);
        Extension[] stack = example.denseStack();

        ExtensionVector opened = new OpeningReduction(
                        example.stack(), example.slots(), example.rho().toArray(), Kernels.best(), Cores.one())
                .openedValues();

        for (int c = 0; c < opened.length(); c++) {
            Slot slot = example.slots().get(c);
            Extension expected = Extension.ZERO;
            for (int x = 0; x < 1 << slot.logHeight(); x++) {
                expected = expected.add(stack[(int) slot.start() + x].mul(Dense.eq(example.point(slot), x)));
            }
            assertThat(opened.get(c)).as("column %d of seed %d", c, seed).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sendsTheRoundsOfTheDenseSumAndLeavesItsTables(int seed) {
        Example example = Example.random(seed);
        Extension[] tau = Dense.randomPoint(new Random(~seed), example.stack().logWidth() + example.logRows() + 1);
        ProverChannel denseChannel = new ProverChannel();
        Extension[] q = example.denseStack();
        Extension[] a = example.denseWeights(tau);
        for (int i = 0; i < example.stack().logWidth(); i++) {
            denseChannel.send(Dense.round(q, a));
            Extension z = denseChannel.challenge();
            q = Dense.bindFirst(q, z);
            a = Dense.bindFirst(a, z);
        }

        ProverChannel channel = new ProverChannel();
        OpeningReduction.RowClaim claim;
        try (Cores cores = new Cores(1 + seed % 2)) {
            claim = new OpeningReduction(
                            example.stack(), example.slots(), example.rho().toArray(), Kernels.best(), cores)
                    .proveColumnRounds(channel, tau);
        }

        assertThat(channel.elements()).as("seed %d", seed).isEqualTo(denseChannel.elements());
        assertThat(claim.g()).as("g of seed %d", seed).isEqualTo(ExtensionVector.of(q));
        assertThat(claim.weights()).as("A of seed %d", seed).isEqualTo(ExtensionVector.of(a));
    }
}

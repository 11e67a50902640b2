package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.transcript.ProverChannel;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps 5 and 6 against the dense sum over the whole common stack. */
class OpeningReductionTest {
    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void opensEveryColumnAtTheFirstCoordinatesOfThePoint(int seed) {
        ColumnsExample example = ColumnsExample.random(seed);
        Extension[] stack = example.denseStack();

        ExtensionVector opened = new OpeningReduction(
                        example.stack(), example.slots(), List.of(example.rho().toArray()), Kernels.best(), Cores.one())
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
        ColumnsExample example = ColumnsExample.random(seed);
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
                            example.stack(),
                            example.slots(),
                            List.of(example.rho().toArray()),
                            Kernels.best(),
                            cores)
                    .proveColumnRounds(channel, tau);
        }

        assertThat(channel.elements()).as("seed %d", seed).isEqualTo(denseChannel.elements());
        assertThat(claim.g()).as("g of seed %d", seed).isEqualTo(ExtensionVector.of(q));
        assertThat(claim.weights()).as("A of seed %d", seed).isEqualTo(ExtensionVector.of(a));
    }
}

package io.bulwark.recursion.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is recorded computes what the native backend computes; the seed of a failure is the parameter. */
class RandomProgramsTest {
    private static final NativeBackend NATIVE = NativeBackend.INSTANCE;

    /** A program that publishes its elements of F, and holds the others against hints. */
    private static Circuit record(long seed, int calls) {
        CircuitBackend backend = new CircuitBackend();
        RandomProgram.Left<BaseWire, ExtensionWire, Sequence> left =
                RandomProgram.run(backend, backend.hints(RandomProgram.INPUTS), seed, calls);
        for (int i = 0; i < left.base().size(); i++) {
            backend.publicValue(i, left.base().get(i));
        }
        for (ExtensionWire x : left.extension()) {
            ExtensionWire expected =
                    backend.regroup(backend.hints(Extension.DEGREE)).getFirst();
            backend.assertEqual(expected, x, Reason.FRI_FOLD);
        }
        for (Sequence digest : left.digests()) {
            backend.assertSame(backend.hints(9), digest, Reason.STACK_ROW_PATH);
        }
        return backend.finish();
    }

    private static int[] expected(RandomProgram.Left<Integer, Extension, int[]> left) {
        return IntStream.concat(
                        left.extension().stream().flatMapToInt(x -> IntStream.of(x.coefficients())),
                        left.digests().stream().flatMapToInt(IntStream::of))
                .toArray();
    }

    private static int[] concat(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void computeWhatTheNativeBackendComputes(long seed) {
        for (int calls : new int[] {0, 20, 60, 200}) {
            Circuit circuit = record(seed, calls);
            Random random = new Random(seed + 1000);
            for (int run = 0; run < 3; run++) {
                int[] inputs = random.ints(RandomProgram.INPUTS, 0, run == 0 ? 1 : KoalaBear.P)
                        .toArray();
                RandomProgram.Left<Integer, Extension, int[]> left = RandomProgram.run(NATIVE, inputs, seed, calls);
                int[] hints = concat(inputs, expected(left));
                Witness witness = Witness.of(circuit, hints);
                assertThat(witness.publicValues())
                        .isEqualTo(
                                left.base().stream().mapToInt(Integer::intValue).toArray());

                int changed = RandomProgram.INPUTS + random.nextInt(hints.length - RandomProgram.INPUTS);
                hints[changed] = KoalaBear.add(hints[changed], KoalaBear.ONE);
                Reason refusal = catchThrowableOfType(VerificationException.class, () -> Witness.of(circuit, hints))
                        .reason();
                boolean extension = changed
                        < RandomProgram.INPUTS
                                + Extension.DEGREE * left.extension().size();
                assertThat(refusal).isEqualTo(extension ? Reason.FRI_FOLD : Reason.STACK_ROW_PATH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    void theSameCallsGiveTheSameCircuit(long seed) {
        assertThat(record(seed, 150)).isEqualTo(record(seed, 150)).isNotEqualTo(record(seed + 1, 150));
    }
}

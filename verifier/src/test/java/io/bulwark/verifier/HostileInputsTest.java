package io.bulwark.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.bulwark.backend.VerificationException;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in as a proof, only the one refusal comes out, and no more memory is taken than an honest proof takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputsTest {
    /** What a verification may allocate in all, garbage included, before the JVM has compiled it: an honest one takes less, and bytes decide nothing about it. */
    private static final long MAX_ALLOCATED = 512L << 20;
    /** The same for what is refused before any arithmetic: a copy of the input at most, and words about it. */
    private static final long MAX_OVERHEAD = 1 << 20;

    private static final int HUGE = 100 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ProofVerifier verifier = ProofVerifier.standard();
    private final ExpectedRun expected = ExpectedRun.of(Fixture.programId());
    private final byte[] honest = Fixture.bytes("primes.final");

    /** Bytes allocated by this thread while it is done. */
    private static long allocated(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void refuses(byte[] proof, long bound) {
        // Once before it is measured: classes that are loaded on the way are not the input's doing.
        assertThatThrownBy(() -> verifier.verify(proof, expected)).isExactlyInstanceOf(VerificationException.class);
        long bytes = allocated(() -> refusal(proof));
        assertThat(bytes).isLessThan(bound);
    }

    private void refusal(byte[] proof) {
        try {
            verifier.verify(proof, expected);
            throw new AssertionError("expected a refusal");
        } catch (VerificationException e) {
            // As it was a moment ago.
            return;
        }
    }

    @Test
    void anHonestProofTakesNoMoreMemoryThanIsStated() {
        verifier.verify(honest, expected);
        assertThat(allocated(() -> verifier.verify(honest, expected))).isLessThan(MAX_ALLOCATED);
    }

    @Test
    void nothingAtAllIsRefused() {
        refuses(null, MAX_OVERHEAD);
        refuses(new byte[0], MAX_OVERHEAD);
    }

    @Test
    void everyLengthButTheRightOneIsRefused() {
        IntStream.rangeClosed(0, FoldedFile.HEADER_BYTES + 8)
                .forEach(length -> refuses(Arrays.copyOf(honest, length), MAX_OVERHEAD));
        for (int more : new int[] {-1024, -4, -1, 1, 4, 1024}) {
            refuses(Arrays.copyOf(honest, honest.length + more), honest.length + MAX_OVERHEAD);
        }
        refuses(Arrays.copyOf(honest, HUGE), HUGE + MAX_OVERHEAD);
    }

    @Test
    void noiseIsRefused() {
        long seed = System.nanoTime();
        System.out.println("seed of the noise: " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[random.nextInt(2 * honest.length)];
            random.nextBytes(noise);
            refuses(noise, honest.length + MAX_OVERHEAD);
            assertThatThrownBy(() -> verifier.verify(noise, noise, expected))
                    .isExactlyInstanceOf(VerificationException.class);
            // The same behind a header that is right.
            byte[] behind = Arrays.copyOf(honest, honest.length);
            System.arraycopy(
                    noise,
                    0,
                    behind,
                    FoldedFile.HEADER_BYTES,
                    Math.min(noise.length, honest.length - FoldedFile.HEADER_BYTES));
            refuses(behind, honest.length + MAX_OVERHEAD);
        }
    }

    /** Each byte of what stands in front of the proof, and some hundred places of the proof itself. */
    IntStream places() {
        int head = FoldedFile.HEADER_BYTES + 4 * (4 + 62);
        int step = (honest.length - head) / 300;
        return IntStream.concat(
                IntStream.range(0, head), IntStream.iterate(head, at -> at < honest.length, at -> at + step));
    }

    @ParameterizedTest
    @MethodSource("places")
    void aProofWithOneByteChangedIsRefused(int place) {
        for (int change : new int[] {0x01, 0x80}) {
            byte[] broken = honest.clone();
            broken[place] ^= (byte) change;
            refuses(broken, MAX_ALLOCATED);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ProofKind.class, names = "FINAL", mode = EnumSource.Mode.EXCLUDE)
    void aFileOfAnotherKindIsRefused(ProofKind kind) {
        byte[] other = honest.clone();
        System.arraycopy(kind.magic(), 0, other, 0, ProofKind.MAGIC_BYTES);
        refuses(other, honest.length + MAX_OVERHEAD);
        assertThatThrownBy(() -> verifier.verifyBundle(honest)).isExactlyInstanceOf(VerificationException.class);
        assertThatThrownBy(() -> verifier.verify(honest, honest, expected))
                .isExactlyInstanceOf(VerificationException.class);
    }
}

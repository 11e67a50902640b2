package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplexTest {
    private static final int RATE = Poseidon2.RATE;

    private static Duplex after(int absorbed) {
        Duplex duplex = new Duplex();
        for (int i = 1; i <= absorbed; i++) {
            duplex.absorb(KoalaBear.fromCanonical(i));
        }
        return duplex;
    }

    private static int[] samples(Duplex duplex, int n) {
        int[] out = new int[n];
        Arrays.setAll(out, i -> duplex.sample());
        return out;
    }

    /** The rule written out: overwrite lanes 0 to n - 1, add n to lane 15, permute. */
    private static void turn(int[] state, int first, int n) {
        for (int i = 0; i < n; i++) {
            state[i] = KoalaBear.fromCanonical(first + i);
        }
        state[RATE] = KoalaBear.add(state[RATE], KoalaBear.fromCanonical(n));
        Poseidon2.permute(state);
    }

    @Test
    void blocksOfEveryLengthFollowTheRule() {
        for (int n : new int[] {0, 1, 14, 15, 16, 29, 30, 31}) {
            int[] state = new int[Poseidon2.WIDTH];
            int absorbed = 0;
            while (n - absorbed >= RATE) {
                turn(state, 1 + absorbed, RATE);
                absorbed += RATE;
            }
            if (absorbed < n || n == 0) {
                turn(state, 1 + absorbed, n - absorbed);
            }
            assertThat(samples(after(n), RATE)).as("%d elements", n).isEqualTo(Arrays.copyOf(state, RATE));
        }
    }

    @Test
    void outputThatIsUsedUpIsFollowedByATurnWithoutInput() {
        int[] state = new int[Poseidon2.WIDTH];
        turn(state, 1, 2);
        Duplex duplex = after(2);
        assertThat(samples(duplex, RATE)).isEqualTo(Arrays.copyOf(state, RATE));
        turn(state, 0, 0);
        assertThat(samples(duplex, RATE)).isEqualTo(Arrays.copyOf(state, RATE));
    }

    @Test
    void absorbingDiscardsOutputThatWasNotRead() {
        for (int read = 0; read <= RATE; read++) {
            Duplex duplex = after(3);
            samples(duplex, 1);
            Duplex other = after(3);
            samples(other, Math.max(1, read));
            duplex.absorb(KoalaBear.ONE);
            other.absorb(KoalaBear.ONE);
            assertThat(samples(other, 20)).as("%d read", read).isEqualTo(samples(duplex, 20));
        }
    }

    @Test
    void noTwoScriptsGiveTheSameSamples() {
        List<String> seen = new ArrayList<>();
        for (int zeros = 0; zeros <= 31; zeros++) {
            Duplex duplex = new Duplex();
            for (int i = 0; i < zeros; i++) {
                duplex.absorb(KoalaBear.ZERO);
            }
            seen.add(Arrays.toString(samples(duplex, 2)));
        }
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void theNonceIsTheLeastThatGivesTheZeros() {
        try (Cores cores = new Cores(2)) {
            for (int absorbed : new int[] {0, 3, 14, 15, 16}) {
                for (int bits : new int[] {0, 1, 5, 9}) {
                    int nonce = KoalaBear.toCanonical(after(absorbed).leastNonce(bits, cores));
                    for (int trial = 0; trial <= nonce; trial++) {
                        Duplex duplex = after(absorbed);
                        duplex.absorb(KoalaBear.fromCanonical(trial));
                        boolean zeros = KoalaBear.toCanonical(duplex.sample()) % (1 << bits) == 0;
                        assertThat(zeros)
                                .as("%d absorbed, %d bits, nonce %d of %d", absorbed, bits, trial, nonce)
                                .isEqualTo(trial == nonce);
                    }
                }
            }
        }
    }

    @Test
    void theNonceDoesNotDependOnTheThreads() {
        try (Cores one = Cores.one();
                Cores three = new Cores(3)) {
            assertThat(after(5).leastNonce(13, three)).isEqualTo(after(5).leastNonce(13, one));
        }
    }
}

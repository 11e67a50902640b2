package io.bulwark.logup;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.poly.DenseCube;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GkrProverTest {
    /** log2 of the leaves, and how many of them are not padding; blocks, their borders, and none at all. */
    static Stream<Arguments> sizes() {
        return Stream.of(
                        new int[] {0, 0},
                        new int[] {0, 1},
                        new int[] {1, 0},
                        new int[] {1, 2},
                        new int[] {2, 3},
                        new int[] {4, 11},
                        new int[] {5, 32},
                        new int[] {8, 200},
                        new int[] {9, 1},
                        new int[] {9, 257},
                        new int[] {9, 512},
                        new int[] {10, 0},
                        new int[] {10, 513},
                        new int[] {10, 1000})
                .map(s -> Arguments.of(s[0], s[1]));
    }

    @ParameterizedTest(name = "{1} of 2^{0}")
    @MethodSource("sizes")
    void sendsWhatTheDenseSumcheckSends(int logLeaves, int length) {
        long seed = 31L * logLeaves + length;
        ProverChannel dense = new ProverChannel();
        Extension[] expected = proveDense(dense, leaves(logLeaves, length, seed), logLeaves);
        ProverChannel channel = new ProverChannel();
        GkrClaim claim;
        try (Cores cores = Cores.one()) {
            claim = GkrProver.prove(channel, leaves(logLeaves, length, seed), Kernels.scalar(), cores);
        }
        assertThat(channel.elements()).as("seed %d", seed).isEqualTo(dense.elements());
        assertThat(claim.point()).containsExactly(Arrays.copyOf(expected, logLeaves));
        assertThat(claim.numerator()).isEqualTo(expected[logLeaves]);
        assertThat(claim.denominator()).isEqualTo(expected[logLeaves + 1]);
    }

    @ParameterizedTest(name = "{1} of 2^{0}")
    @MethodSource("manyBlocks")
    void threadsAndKernelsDoNotChangeWhatIsSent(int logLeaves, int length) {
        List<int[]> sent = new ArrayList<>();
        sent.add(sent(logLeaves, length, 1, Kernels.scalar()));
        for (int threads : new int[] {1, 2, 3}) {
            sent.add(sent(logLeaves, length, threads, Kernels.best()));
        }
        assertThat(sent).allSatisfy(s -> assertThat(s).isEqualTo(sent.getFirst()));
    }

    private static int[] sent(int logLeaves, int length, int threads, Kernels kernels) {
        ProverChannel channel = new ProverChannel();
        try (Cores cores = new Cores(threads)) {
            GkrProver.prove(channel, leaves(logLeaves, length, 5), kernels, cores);
        }
        return channel.elements();
    }

    static Stream<Arguments> manyBlocks() {
        return Stream.of(Arguments.of(13, 1 << 13), Arguments.of(14, 9000), Arguments.of(14, 5000));
    }

    /** Coordinates 0 and 1 of r hide one end of a round's line from the claim. */
    @Test
    void aLayersRoundsHoldAtEveryPoint() {
        Random random = new Random(17);
        int l = 4;
        Extension[] r = DenseCube.randomPoint(l, random);
        r[0] = Extension.ZERO;
        r[2] = Extension.ONE;
        r[3] = Extension.ZERO;
        Extension lambda = DenseCube.random(random);
        ExtensionVector[] stored = new ExtensionVector[4];
        Extension[][] tables = new Extension[5][];
        tables[0] = DenseCube.eqTable(r);
        for (int i = 0; i < 4; i++) {
            stored[i] = ExtensionVector.of(DenseCube.randomPoint(1 << l, random));
            tables[i + 1] = stored[i].toArray();
        }
        ExtensionVector mixed = stored[1].copyOfRange(0, 1 << l);
        Kernels.scalar().addScaled(stored[3], 0, lambda, mixed, 0, 1 << l);
        Fractions fractions = new Fractions(
                PaddedTable.of(stored[0], 0, 1 << l, Extension.ZERO),
                PaddedTable.of(mixed, 0, 1 << l, lambda),
                PaddedTable.of(stored[2], 0, 1 << l, Extension.ONE),
                PaddedTable.of(stored[3], 0, 1 << l, Extension.ONE));
        RoundPolynomial first = denseRound(tables, lambda);
        Extension claim = first.at(Extension.ZERO).add(first.at(Extension.ONE));
        Extension[] above = aboveValues(tables, r);
        try (Cores cores = Cores.one()) {
            LayerSumcheck sumcheck = new LayerSumcheck(r, claim, lambda, fractions, Kernels.scalar(), cores);
            RoundPolynomial sent = sumcheck.firstRound(above);
            for (int j = 0; j < l; j++) {
                assertThat(sent.sent())
                        .as("round %d", j)
                        .containsExactly(denseRound(tables, lambda).sent());
                Extension z = DenseCube.random(random);
                for (int i = 0; i < tables.length; i++) {
                    tables[i] = DenseCube.bind(tables[i], z);
                }
                if (j + 1 < l) {
                    sent = sumcheck.nextRound(z);
                } else {
                    assertThat(sumcheck.finish(z))
                            .containsExactly(tables[1][0], tables[2][0], tables[3][0], tables[4][0]);
                }
            }
        }
    }

    /** P at (0, r_2 ..) and (1, r_2 ..), Q at the same points. */
    private static Extension[] aboveValues(Extension[][] tables, Extension[] r) {
        Extension[] eq = DenseCube.eqTable(Arrays.copyOfRange(r, 1, r.length));
        Extension[] above = new Extension[4];
        Arrays.fill(above, Extension.ZERO);
        for (int i = 0; i < tables[0].length; i++) {
            Extension weight = eq[i % eq.length];
            Extension top = tables[1][i].mul(tables[4][i]).add(tables[2][i].mul(tables[3][i]));
            int half = i / eq.length;
            above[half] = above[half].add(weight.mul(top));
            above[2 + half] = above[2 + half].add(weight.mul(tables[3][i].mul(tables[4][i])));
        }
        return above;
    }

    private static Leaves leaves(int logLeaves, int length, long seed) {
        Random random = new Random(seed);
        Leaves leaves = new Leaves(logLeaves, length);
        for (int i = 0; i < length; i++) {
            leaves.numerators()[i] = DenseCube.randomBase(random);
            leaves.denominators().set(i, DenseCube.random(random));
        }
        return leaves;
    }

    /** Layer by layer, every table whole, every round polynomial from its values at 0 to 3. Returns the point, P and Q. */
    private static Extension[] proveDense(ProverChannel channel, Leaves leaves, int n) {
        Extension[][] p = new Extension[n + 1][];
        Extension[][] q = new Extension[n + 1][];
        p[n] = new Extension[1 << n];
        q[n] = new Extension[1 << n];
        Arrays.setAll(
                p[n], i -> i < leaves.numerators().length ? Extension.of(leaves.numerators()[i]) : Extension.ZERO);
        Arrays.setAll(
                q[n],
                i -> i < leaves.denominators().length() ? leaves.denominators().get(i) : Extension.ONE);
        for (int l = n - 1; l >= 0; l--) {
            Extension[] pl = p[l + 1];
            Extension[] ql = q[l + 1];
            int h = 1 << l;
            p[l] = new Extension[h];
            q[l] = new Extension[h];
            Arrays.setAll(p[l], i -> pl[i].mul(ql[i + h]).add(pl[i + h].mul(ql[i])));
            Arrays.setAll(q[l], i -> ql[i].mul(ql[i + h]));
        }
        channel.send(new Extension[] {p[0][0], q[0][0]});
        Extension[] r = {};
        Extension[] claim = {p[0][0], q[0][0]};
        for (int l = 0; l < n; l++) {
            Extension lambda = channel.challenge();
            int h = 1 << l;
            Extension[][] tables = {
                DenseCube.eqTable(r),
                Arrays.copyOfRange(p[l + 1], 0, h),
                Arrays.copyOfRange(p[l + 1], h, 2 * h),
                Arrays.copyOfRange(q[l + 1], 0, h),
                Arrays.copyOfRange(q[l + 1], h, 2 * h)
            };
            Extension[] next = new Extension[l + 1];
            for (int j = 0; j < l; j++) {
                channel.send(denseRound(tables, lambda).sent());
                next[j + 1] = channel.challenge();
                for (int i = 0; i < tables.length; i++) {
                    tables[i] = DenseCube.bind(tables[i], next[j + 1]);
                }
            }
            Extension[] v = {tables[1][0], tables[2][0], tables[3][0], tables[4][0]};
            channel.send(v);
            next[0] = channel.challenge();
            claim = new Extension[] {v[0].add(next[0].mul(v[1].sub(v[0]))), v[2].add(next[0].mul(v[3].sub(v[2])))};
            r = next;
        }
        Extension[] out = Arrays.copyOf(r, n + 2);
        out[n] = claim[0];
        out[n + 1] = claim[1];
        return out;
    }

    private static RoundPolynomial denseRound(Extension[][] tables, Extension lambda) {
        Extension[] values = new Extension[4];
        for (int x = 0; x < values.length; x++) {
            Extension at = DenseCube.number(x);
            Extension[][] t =
                    Stream.of(tables).map(table -> DenseCube.bind(table, at)).toArray(Extension[][]::new);
            values[x] = Extension.ZERO;
            for (int i = 0; i < t[0].length; i++) {
                Extension top = t[1][i].mul(t[4][i]).add(t[2][i].mul(t[3][i]));
                Extension term = top.add(lambda.mul(t[3][i]).mul(t[4][i]));
                values[x] = values[x].add(t[0][i].mul(term));
            }
        }
        return RoundPolynomial.interpolate(values);
    }
}

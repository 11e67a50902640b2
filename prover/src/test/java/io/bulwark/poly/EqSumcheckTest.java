package io.bulwark.poly;

import static io.bulwark.poly.DenseCube.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EqSumcheckTest {
    private static final long SEED = 20;

    @Test
    void interpolationGivesTheValuesBack() {
        Random random = new Random(SEED);
        for (int degree = 0; degree <= 5; degree++) {
            Extension[] values = DenseCube.randomPoint(degree + 1, random);
            RoundPolynomial p = RoundPolynomial.interpolate(values);
            assertThat(p.degree()).isEqualTo(degree);
            for (int x = 0; x <= degree; x++) {
                assertThat(p.at(number(x))).as("degree %d at %d", degree, x).isEqualTo(values[x]);
            }
        }
    }

    @Test
    void theCoefficientNotSentFollowsFromTheClaim() {
        RoundPolynomial p = RoundPolynomial.of(DenseCube.randomPoint(5, new Random(SEED)));
        Extension claim = p.at(Extension.ZERO).add(p.at(Extension.ONE));
        Extension[] sent = p.sent();
        Extension rest = claim.sub(sent[0]);
        for (Extension c : sent) {
            rest = rest.sub(c);
        }
        assertThat(rest).isEqualTo(p.coefficient(1));
        assertThat(sent).containsExactly(p.coefficient(0), p.coefficient(2), p.coefficient(3), p.coefficient(4));
    }

    @Test
    void aSuffixOfAnyLengthIsTheEqTableOfTheLastCoordinates() {
        for (int logBlock : new int[] {0, 2, 9}) {
            for (int n = 0; n <= 7; n++) {
                Extension[] point = DenseCube.randomPoint(n, new Random(SEED + n));
                SuffixEq eq = new SuffixEq(point, logBlock, Kernels.scalar());
                for (int m = 0; m <= n; m++) {
                    Extension[] expected = DenseCube.eqTable(Arrays.copyOfRange(point, n - m, n));
                    Extension below = Extension.ZERO;
                    assertThat(eq.logRun(m)).isGreaterThanOrEqualTo(Math.min(m, logBlock));
                    for (int y = 0; y < 1 << m; y++) {
                        assertThat(eq.get(m, y)).as("y = %d of %d bits", y, m).isEqualTo(expected[y]);
                        assertThat(eq.sumBelow(m, y)).isEqualTo(below);
                        below = below.add(expected[y]);
                    }
                    assertThat(eq.sumBelow(m, 1 << m)).isEqualTo(Extension.ONE);
                }
            }
        }
    }

    /** A coordinate 0 of r hides h(1) from the claim, 1 hides h(0); the rounds must not divide by either. */
    @Test
    void roundsAreThoseOfTheDenseSumWhateverThePointIs() {
        Random random = new Random(SEED);
        Extension[][] points = {
            DenseCube.randomPoint(4, random),
            {Extension.ZERO, DenseCube.random(random), Extension.ZERO, Extension.ONE},
            {Extension.ONE, Extension.ZERO, Extension.ZERO, Extension.ZERO}
        };
        for (Extension[] point : points) {
            Extension[] eq = DenseCube.eqTable(point);
            Extension[] f = DenseCube.randomPoint(16, random);
            Extension claim = Extension.ZERO;
            for (int i = 0; i < f.length; i++) {
                claim = claim.add(eq[i].mul(f[i]).mul(f[i]));
            }
            EqSumcheck rounds = new EqSumcheck(point, claim);
            for (int j = 0; j < point.length; j++) {
                RoundPolynomial expected = denseSquareRound(eq, f);
                RoundPolynomial sent = squareRound(rounds, Arrays.copyOfRange(point, j + 1, 4), f);
                for (int c = 0; c <= 3; c++) {
                    assertThat(sent.coefficient(c)).isEqualTo(expected.coefficient(c));
                }
                Extension z = DenseCube.random(random);
                rounds.bind(z);
                eq = DenseCube.bind(eq, z);
                f = DenseCube.bind(f, z);
            }
            assertThat(rounds.prefix()).isEqualTo(eq[0]);
            assertThat(rounds.claim()).isEqualTo(f[0].mul(f[0]));
        }
    }

    private static RoundPolynomial squareRound(EqSumcheck rounds, Extension[] suffix, Extension[] f) {
        int half = f.length / 2;
        Extension atVertex = Extension.ZERO;
        Extension leading = Extension.ZERO;
        for (int y = 0; y < half; y++) {
            Extension value = f[y + half * rounds.vertex()];
            Extension difference = f[y + half].sub(f[y]);
            Extension e = DenseCube.eq(suffix, y);
            atVertex = atVertex.add(e.mul(value.square()));
            leading = leading.add(e.mul(difference.square()));
        }
        Extension[] ends = rounds.ends(atVertex);
        return rounds.round(ends[0], ends[1], leading);
    }

    private static RoundPolynomial denseSquareRound(Extension[] eq, Extension[] f) {
        Extension[] values = new Extension[4];
        for (int x = 0; x < values.length; x++) {
            Extension[] e = DenseCube.bind(eq, number(x));
            Extension[] v = DenseCube.bind(f, number(x));
            values[x] = Extension.ZERO;
            for (int i = 0; i < e.length; i++) {
                values[x] = values[x].add(e[i].mul(v[i].square()));
            }
        }
        return RoundPolynomial.interpolate(values);
    }
}

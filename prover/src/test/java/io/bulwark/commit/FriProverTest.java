package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.transcript.ProverChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps 1 and 7 against polynomials evaluated term by term. */
class FriProverTest {
    private static Extension[] coefficients(Extension[] table) {
        int bits = Integer.numberOfTrailingZeros(table.length);
        Extension[] c = new Extension[table.length];
        for (int i = 0; i < c.length; i++) {
            c[i] = table[Dense.reverseBits(i, bits)];
        }
        return c;
    }

    /** (1 - z) even + z odd, the parts of a polynomial by the parity of the exponent. */
    private static Extension[] fold(Extension[] coefficients, Extension z) {
        Extension[] folded = new Extension[coefficients.length / 2];
        for (int i = 0; i < folded.length; i++) {
            Extension even = coefficients[2 * i];
            folded[i] = even.add(z.mul(coefficients[2 * i + 1].sub(even)));
        }
        return folded;
    }

    /** The value at the subgroup's element of this number. */
    private static Extension valueAt(Extension[] coefficients, int logSize, int position) {
        return Dense.polynomial(coefficients, KoalaBear.pow(KoalaBear.rootOfUnity(logSize), position));
    }

    @Test
    void fixingTheFirstVariableOfTheTableFoldsThePolynomial() {
        Random random = new Random(5);
        Extension[] table = Dense.randomPoint(random, 32);
        Extension z = Dense.randomElement(random);

        assertThat(coefficients(Dense.bindFirst(table, z))).isEqualTo(fold(coefficients(table), z));
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "3, 3", "0, 2", "1, 1"})
    void aRowOfTheCommitmentHoldsTheValuesOfAllStackedColumnsAtOnePoint(int logRows, int logBlowup) {
        Random random = new Random(logRows);
        int[] first = Dense.randomColumn(random, 1 << logRows);
        int[] second = Dense.randomColumn(random, 1 << logRows);
        StackedCommitment commitment =
                StackedCommitment.commit(StackedColumns.of(List.of(first, second), logRows), logBlowup, 1, Cores.one());

        for (int i = 0; i < 1 << (logRows + logBlowup); i++) {
            int[] row = commitment.row(i);
            assertThat(row).hasSize(2);
            assertThat(Extension.of(row[0]))
                    .isEqualTo(valueAt(coefficients(overExtension(first)), logRows + logBlowup, i));
            assertThat(Extension.of(row[1]))
                    .isEqualTo(valueAt(coefficients(overExtension(second)), logRows + logBlowup, i));
        }
    }

    private static Extension[] overExtension(int[] column) {
        return Arrays.stream(column).mapToObj(Extension::of).toArray(Extension[]::new);
    }

    @ParameterizedTest
    @CsvSource({"7, 1, 0", "6, 2, 1", "5, 1, 3", "4, 3, 4", "3, 1, 0"})
    void eachWordHoldsTheValuesOfTheFoldedPolynomialAndTheFinalEntriesAreItsTable(
            int logStack, int logBlowup, int logFinal) {
        Random random = new Random(logStack);
        FriLayout layout = new FriLayout(logStack, logBlowup, logFinal, 1);
        Extension[] g = Dense.randomPoint(random, 1 << logStack);
        ProverChannel channel = new ProverChannel();
        FriProver prover = new FriProver(layout, Kernels.best(), Cores.one());
        prover.proveRounds(
                channel,
                new OpeningReduction.RowClaim(ExtensionVector.of(g), Dense.randomVector(random, 1 << logStack)));

        ProverChannel replay = new ProverChannel();
        int[] sent = channel.elements();
        int at = 0;
        Extension[] polynomial = coefficients(g);
        for (int group = 0; group < layout.groups(); group++) {
            FriWord word = prover.words().get(group);
            int leaves = 1 << layout.logLeaves(group);
            for (int position = 0; position < 1 << layout.logWord(group); position++) {
                int[] leaf = word.leaf(word.leafOf(position));
                assertThat(leaf).hasSize(layout.leafElements(group));
                assertThat(Extension.ofCoefficients(leaf, position / leaves * Extension.DEGREE))
                        .as("group %d, position %d", group, position)
                        .isEqualTo(valueAt(polynomial, layout.logWord(group), position));
            }
            int cap = word.tree().cap().length;
            replay.send(Arrays.copyOfRange(sent, at, at + cap));
            at += cap;
            for (int i = 0; i < layout.folds(group); i++) {
                replay.send(Arrays.copyOfRange(sent, at, at + 2 * Extension.DEGREE));
                at += 2 * Extension.DEGREE;
                polynomial = fold(polynomial, replay.challenge());
            }
        }

        Extension[] entries = new Extension[1 << logFinal];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Extension.ofCoefficients(sent, at + i * Extension.DEGREE);
        }
        assertThat(coefficients(entries)).isEqualTo(polynomial);
        assertThat(sent).hasSize(at + entries.length * Extension.DEGREE);
    }
}

package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.air.Machine;
import io.bulwark.air.MixerMachine;
import io.bulwark.air.Piece;
import io.bulwark.air.ProductMachine;
import io.bulwark.air.SampleMachine;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.air.WalkMachine;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The verifier refuses a proof made from a trace exactly when the plain checkers refuse the trace. */
class FalseWitnessTest {
    private static final SecurityParameters PARAMETERS = new SecurityParameters(1, 2, 3, 1, 1);

    private final ProverOptions options = ProverOptions.standard();

    private ProverKey key(SampleMachine sample) {
        return Witnesses.key(PARAMETERS, sample);
    }

    /** Adds a row of zeros to every table that has committed columns only. */
    private static SampleMachine withZeroRow(SampleMachine sample, int chip) {
        Table table = sample.tables().get(chip);
        int[][] columns = new int[table.width()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(table.column(c), table.rows() + 1);
        }
        List<Table> tables = new ArrayList<>(sample.tables());
        tables.set(chip, Table.of(table.rows() + 1, columns));
        return new SampleMachine(
                sample.machine(), sample.shapeIndex(), tables, sample.preprocessed(), sample.publicValues());
    }

    @Test
    void everyCellOfAProduct() {
        assertThat(Witnesses.changeCells(PARAMETERS, ProductMachine.example(5), 1))
                .isZero();
    }

    @Test
    void everyCellOfAWalkWithPaddingRows() {
        SampleMachine sample = withZeroRow(withZeroRow(WalkMachine.example(1, 2, 2), 0), 1);
        // Clock, total, x and y of a row that is off are nobody's business.
        assertThat(Witnesses.changeCells(PARAMETERS, sample, 1)).isEqualTo(4);
    }

    @Test
    void someCellsOfAMixer() {
        assertThat(Witnesses.changeCells(PARAMETERS, withZeroRow(MixerMachine.example(11, 3), 0), 17))
                .isLessThan(4);
    }

    @Test
    void everyPublicValue() {
        SampleMachine sample = WalkMachine.example(1, 2, 3, 1, 1);
        ProverKey key = key(sample);
        for (int i = 0; i < 4; i++) {
            for (long delta : new long[] {1, -1}) {
                long value = KoalaBear.toCanonical(sample.publicValues().get(i)) + delta;
                assertThat(Witnesses.refusal(key, sample.withPublic(i, value))).contains(Reason.BUSES_DO_NOT_BALANCE);
            }
        }
    }

    @Test
    void constraintsOfTwoPiecesDoNotCancel() {
        // With powers of a that start anew in each piece these would: -1, -1 in two rows and +1 in one; -1 and +1.
        long[][][] wrong = {{{1, 1, 2}, {1, 1, 2}, {1, 1, 0}}, {{1, 1, 2}, {1, 1, 0}}};
        Shape[] shapes = {Shape.of(4, new Piece(0, 1), new Piece(0, 0)), Shape.of(4, new Piece(0, 0), new Piece(0, 0))};
        for (int i = 0; i < shapes.length; i++) {
            SampleMachine honest = ProductMachine.example(1);
            SampleMachine sample = new SampleMachine(
                    ProductMachine.machine(shapes[i]),
                    0,
                    List.of(SampleMachine.table(3, List.of(wrong[i]))),
                    honest.preprocessed(),
                    List.of());
            assertThat(Witnesses.refusal(key(sample), sample)).contains(Reason.ZEROCHECK_FINAL_CLAIM);
        }
    }

    @Test
    void paddingOfAPreprocessedTableAnswersNothing() {
        Machine machine = WalkMachine.machine(Shape.of(5, new Piece(0, 1), new Piece(1, 1), new Piece(2, 2)));
        SampleMachine honest = WalkMachine.example(machine, 0, new long[] {1, 2, 3}, 1, 0);
        // 0 is no step; the padding row of the table would answer for it.
        List<Table> tables = new ArrayList<>(honest.tables());
        tables.set(2, SampleMachine.table(1, List.of(new long[] {1}, new long[] {0}, new long[] {0}, new long[] {1})));
        SampleMachine sample = new SampleMachine(machine, 0, tables, honest.preprocessed(), honest.publicValues());
        assertThat(sample.isTrue()).isFalse();
        assertThat(Witnesses.refusal(key(sample), sample)).contains(Reason.ZEROCHECK_FINAL_CLAIM);
    }

    @Test
    void aStepTakenTwiceAndOnceBackwardsIsRefused() {
        Machine machine = WalkMachine.machine(Shape.of(5, new Piece(0, 2), new Piece(1, 2), new Piece(2, 2)));
        SampleMachine honest = WalkMachine.example(machine, 0, new long[] {0, 1, 2, 3}, 1, 2, 3);
        List<Table> tables = new ArrayList<>(honest.tables());
        tables.set(
                0,
                SampleMachine.table(
                        5,
                        List.of(
                                new long[] {2, 10, 5, 1, 1},
                                new long[] {1, 11, 6, 2, 8},
                                new long[] {1, 12, 14, 3, 27},
                                new long[] {-1, 10, 5, 1, 1})));
        SampleMachine sample = new SampleMachine(machine, 0, tables, honest.preprocessed(), honest.publicValues());
        assertThat(Witnesses.refusal(key(sample), sample)).contains(Reason.ZEROCHECK_FINAL_CLAIM);
    }

    @Test
    void anotherPreprocessedTableUnderTheTrueRootIsRefused() {
        SampleMachine honest = WalkMachine.example(1, 2, 3);
        SampleMachine lie = WalkMachine.example(WalkMachine.machine(), 0, new long[] {0, 1, 2, 5}, 1, 2, 5);
        Key trueKey = key(honest).key();
        ProverKey lyingKey = key(lie);
        int[] publicValues =
                Arrays.stream(lie.publicArray()).map(KoalaBear::toCanonical).toArray();
        byte[] proof =
                Prover.prove(lyingKey, 0, lie.tables(), publicValues, options).proof();
        assertThatCode(() -> Verifier.verify(lyingKey.key(), publicValues, proof))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(
                        VerificationException.class, () -> Verifier.verify(trueKey, publicValues, proof)))
                .isNotNull();
        // With the true cap beside the lying root the key itself is refused.
        Preprocessed mixed = new Preprocessed(
                lyingKey.key().preprocessed(0).orElseThrow().root(),
                trueKey.preprocessed(0).orElseThrow().cap());
        Key mixedKey = new Key(lie.machine(), PARAMETERS, List.of(Optional.of(mixed), Optional.empty()));
        assertThat(catchThrowableOfType(
                                VerificationException.class, () -> Verifier.verify(mixedKey, publicValues, proof))
                        .reason())
                .isEqualTo(Reason.PREPROCESSED_CAP_ROOT);
    }
}

package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.air.SampleMachine;
import io.bulwark.air.Table;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.Optional;

/** Proves what may be false and compares the verifier's verdict with the plain checkers'. */
final class Witnesses {
    private static final ProverOptions OPTIONS = ProverOptions.standard();

    private Witnesses() {}

    static ProverKey key(SecurityParameters parameters, SampleMachine sample) {
        return ProverKey.of(sample.machine(), parameters, sample.preprocessed(), OPTIONS);
    }

    /** Why a proof made from these tables is refused; empty if it is accepted. */
    static Optional<Reason> refusal(ProverKey key, SampleMachine sample) {
        int[] publicValues =
                Arrays.stream(sample.publicArray()).map(KoalaBear::toCanonical).toArray();
        byte[] proof = Prover.prove(key, sample.shapeIndex(), sample.tables(), publicValues, OPTIONS)
                .proof();
        try {
            Verifier.verify(key.key(), publicValues, proof);
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    /**
     * Changes every {@code step}-th cell by 1, proves, and compares the verdicts.
     *
     * @return how many changes left the statement true
     */
    static int changeCells(SecurityParameters parameters, SampleMachine sample, int step) {
        ProverKey key = key(parameters, sample);
        assertThat(sample.isTrue()).isTrue();
        assertThat(refusal(key, sample)).isEmpty();
        int valid = 0;
        int at = 0;
        for (int chip = 0; chip < sample.tables().size(); chip++) {
            Table table = sample.tables().get(chip);
            for (int row = 0; row < table.rows(); row++) {
                for (int column = 0; column < table.width(); column++) {
                    if (at++ % step == 0) {
                        long value = KoalaBear.toCanonical(table.column(column)[row]) + 1L;
                        SampleMachine changed = sample.withCell(chip, column, row, value);
                        boolean isTrue = changed.isTrue();
                        assertThat(refusal(key, changed).isEmpty())
                                .as("accepted with another value in chip %d, row %d, column %d", chip, row, column)
                                .isEqualTo(isTrue);
                        valid += isTrue ? 1 : 0;
                    }
                }
            }
        }
        return valid;
    }
}

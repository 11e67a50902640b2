package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.bulwark.proof.ParameterException.Reason;
import io.bulwark.proof.SecurityCalculator.Report;
import io.bulwark.proof.SecurityCalculator.Round;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityCalculatorTest {
    private static final ProofDimensions SEGMENT = new ProofDimensions(21, 25, 4, 21, 20_000, 4_000, 8);

    private static double bits(Report report, String round) {
        return report.rounds().stream()
                .filter(r -> r.name().equals(round))
                .mapToDouble(Round::bits)
                .findFirst()
                .orElseThrow();
    }

    private static SecurityParameters with(int logBlowup, int queries, int workBits) {
        return new SecurityParameters(logBlowup, queries, workBits, 6, 6);
    }

    @ParameterizedTest
    @CsvSource({"128,1", "128,2", "128,3", "128,4", "100,1", "100,2", "100,3", "100,4"})
    void aNamedSetReachesItsNameAtTheGreatestSizes(int name, int logBlowup) {
        SecurityParameters set = SecurityParameters.named(name, logBlowup);
        Report report = SecurityCalculator.report(set, ProofDimensions.greatest(set));
        report.require(name);
        assertThat(report.least()).isGreaterThanOrEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"1,261,128.3", "2,160,128.5", "3,131,128.7", "4,119,128.6"})
    void queriesAreWorthWhatTheDesignSays(int logBlowup, int queries, double expected) {
        SecurityParameters set = SecurityParameters.named(128, logBlowup);
        assertThat(set.queries()).isEqualTo(queries);
        Report report = SecurityCalculator.report(set, ProofDimensions.greatest(set));
        assertThat(bits(report, "queries")).isCloseTo(expected, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"128,1", "128,2", "128,3", "128,4", "100,1", "100,2", "100,3", "100,4"})
    void aNamedSetWithTwoQueriesLessIsRefused(int name, int logBlowup) {
        SecurityParameters set = SecurityParameters.named(name, logBlowup);
        SecurityParameters weaker = with(logBlowup, set.queries() - 2, set.workBits());
        Report report = SecurityCalculator.report(weaker, ProofDimensions.greatest(weaker));
        assertThatThrownBy(() -> report.require(name))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_FEW_BITS))
                .hasMessageContaining("queries");
    }

    @Test
    void eachRoundHasTheBitsOfSectionSix() {
        Report report = SecurityCalculator.report(SecurityParameters.segment(), SEGMENT);
        assertThat(bits(report, "fingerprints (alpha, betas)")).isCloseTo(129.9, within(0.05));
        assertThat(bits(report, "column round")).isCloseTo(132.9, within(0.05));
        assertThat(bits(report, "fold")).isCloseTo(132.9, within(0.05));
        assertThat(bits(report, "digests")).isCloseTo(139.4, within(0.1));
        assertThat(bits(report, "transcript")).isCloseTo(139.4, within(0.1));
        assertThat(bits(report, "GKR round")).isCloseTo(153.3, within(0.1));
        assertThat(bits(report, "zerocheck round")).isCloseTo(152.9, within(0.1));
        assertThat(bits(report, "zerocheck batching (mu, a)")).isCloseTo(140.6, within(0.1));
        assertThat(bits(report, "opening weights")).isCloseTo(151.3, within(0.1));
        assertThat(report.binding().name()).isEqualTo("queries");
        assertThat(report.least()).isCloseTo(128.3, within(0.05));
        assertThat(report.sum()).isBetween(127.0, report.least());
    }

    @Test
    void theBindingRoundIsWhicheverIsWeakest() {
        Report report = SecurityCalculator.report(with(1, 400, 20), SEGMENT);
        assertThat(report.binding().name()).isEqualTo("fingerprints (alpha, betas)");
    }

    @Test
    void theSumCountsEveryRoundOfAKind() {
        Report report = SecurityCalculator.report(with(1, 4000, 20), new ProofDimensions(21, 1, 0, 21, 1, 1, 20));
        double folds = report.rounds().stream()
                .filter(r -> r.name().equals("fold") || r.name().equals("column round"))
                .mapToLong(Round::count)
                .sum();
        assertThat(folds).isEqualTo(35);
        assertThat(report.sum()).isCloseTo(report.least() - Math.log(35) / Math.log(2), within(0.3));
    }

    @Test
    void theTableNamesEveryRoundAndTheBindingOne() {
        Report report = SecurityCalculator.report(SecurityParameters.segment(), SEGMENT);
        assertThat(report.table())
                .contains(report.rounds().stream().map(Round::name).toList())
                .contains("| queries | ((1 + rate) / 2)^queries, less 20 bits of work | 128.3 | 1 |")
                .contains("least 128.3 bits (queries)");
    }

    @Test
    void aKeyKnowsTheSizesOfItsShapes() {
        Key key = ProofVector.read("walk").key();
        assertThat(key.dimensions(1)).isEqualTo(new ProofDimensions(5, 5, 2, 2, 3, 5 + 3 + 3, 2));
        assertThat(key.security(1).binding().name()).isEqualTo("queries");
        assertThatThrownBy(() -> key.security(1).require(100)).isInstanceOf(ParameterException.class);
    }

    @Test
    void refusesMoreLeavesThanTheLimit() {
        assertThatThrownBy(() -> SecurityCalculator.report(
                        SecurityParameters.segment(), new ProofDimensions(20, 27, 0, 20, 1, 1, 0)))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_MANY_LEAVES));
    }

    @ParameterizedTest
    @CsvSource({
        "0,261,20,6,6,LOG_BLOWUP",
        "25,261,20,6,6,LOG_BLOWUP",
        "1,0,20,6,6,QUERIES",
        "1,4097,20,6,6,QUERIES",
        "1,261,-1,6,6,WORK_BITS",
        "1,261,25,6,6,WORK_BITS",
        "1,261,20,-1,6,LOG_FINAL",
        "1,261,20,23,6,LOG_FINAL",
        "1,261,20,6,-1,CAP_HEIGHT",
        "1,261,20,6,21,CAP_HEIGHT"
    })
    void eachParameterHasItsLimits(int b, int queries, int work, int f, int cap, Reason reason) {
        assertThatThrownBy(() -> new SecurityParameters(b, queries, work, f, cap))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining("expected")
                .hasMessageContaining("got");
    }

    @ParameterizedTest
    @CsvSource({"1,23,STACK_TOO_HIGH", "1,-1,STACK_TOO_HIGH", "1,5,LOG_FINAL", "3,22,DOMAIN_TOO_LARGE"})
    void aStackHasItsLimits(int logBlowup, int logStack, Reason reason) {
        SecurityParameters parameters = with(logBlowup, 261, 20);
        assertThatThrownBy(() -> parameters.check(logStack))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 127, 129})
    void thereIsNoOtherNamedSet(int name) {
        assertThatThrownBy(() -> SecurityParameters.named(name, 1))
                .isInstanceOfSatisfying(
                        ParameterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_SET));
    }

    @Test
    void theHeadOfTheStatementNamesEveryParameter() {
        assertThat(new SecurityParameters(1, 2, 3, 4, 5).elements()).containsExactly(1, 1, 2, 3, 4, 5, 3);
    }
}

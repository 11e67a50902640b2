package io.bulwark.proof;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.proof.ParameterException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Proven bits of a proof, round by round.
 *
 * <p>For one proof, the error of each round in the random-oracle model, grinding counted, the hash taken as ideal. Distances stay within the
 * unique-decoding radius (1 - rate) / 2, so nothing rests on a conjecture. Papers, by the letters of {@link Round#source}:
 *
 * <ul>
 *   <li>BCIKS20: Ben-Sasson, Carmon, Ishai, Kopparty, Saraf, "Proximity Gaps for Reed-Solomon Codes", eprint 2020/654
 *   <li>DG24: Diamond, Gruen, "Proximity Gaps in Interleaved Codes", eprint 2024/1351
 *   <li>ZCF23: Zeilberger, Chen, Fisch, "BaseFold", eprint 2023/1705
 *   <li>DP23: Diamond, Posen, "Proximity Testing with Logarithmic Randomness", eprint 2023/630
 *   <li>Hab22: Haböck, "Multivariate lookups based on logarithmic derivatives", eprint 2022/1530
 *   <li>PH23: Papini, Haböck, "Improving logarithmic derivative lookups using GKR", eprint 2023/1284
 *   <li>LFKN92: Lund, Fortnow, Karloff, Nisan, "Algebraic Methods for Interactive Proof Systems"
 *   <li>Set19: Setty, "Spartan", eprint 2019/550
 *   <li>BBHR18: Ben-Sasson, Bentov, Horesh, Riabzev, "Fast Reed-Solomon Interactive Oracle Proofs of Proximity"
 *   <li>BDPV08: Bertoni, Daemen, Peeters, Van Assche, "On the Indifferentiability of the Sponge Construction"
 * </ul>
 */
public final class SecurityCalculator {
    static final int GKR_DEGREE = 3;
    static final int ZEROCHECK_DEGREE = 4;
    static final int OPENING_DEGREE = 2;

    private static final double FIELD_BITS = Extension.DEGREE * log2(KoalaBear.P);

    private SecurityCalculator() {}

    /**
     * A kind of round.
     *
     * @param name what happens in it
     * @param formula its error, or the attack's cost, in words
     * @param bits -log2 of the error of one such round
     * @param count how many of them a proof has
     * @param source paper
     */
    public record Round(String name, String formula, double bits, long count, String source) {}

    /** All kinds of rounds of one proof, in the order in which they happen. */
    public record Report(SecurityParameters parameters, ProofDimensions dimensions, List<Round> rounds) {
        public Report {
            rounds = List.copyOf(rounds);
        }

        /** The round with the fewest bits. */
        public Round binding() {
            return rounds.stream()
                    .min((a, b) -> Double.compare(a.bits(), b.bits()))
                    .orElseThrow();
        }

        /** Bits of the binding round: what the proof is worth. */
        public double least() {
            return binding().bits();
        }

        /** -log2 of the sum of the errors of all rounds. */
        public double sum() {
            return -log2(rounds.stream()
                    .mapToDouble(r -> r.count() * Math.pow(2, -r.bits()))
                    .sum());
        }

        /** All rounds as a Markdown table, then the least, which is what the proof is worth, and the sum. */
        public String table() {
            StringBuilder text =
                    new StringBuilder("| round | error | bits | rounds | source |\n|---|---|---|---|---|\n");
            for (Round r : rounds) {
                text.append("| %s | %s | %.1f | %d | %s |%n"
                        .formatted(r.name(), r.formula(), r.bits(), r.count(), r.source()));
            }
            return text.append("%nleast %.1f bits (%s), sum of all rounds %.1f bits%n"
                            .formatted(least(), binding().name(), sum()))
                    .toString();
        }

        /**
         * What a caller who wants {@code bits} says before it verifies.
         *
         * @throws ParameterException naming the binding round if it has fewer
         */
        public void require(int bits) {
            if (least() < bits) {
                throw new ParameterException(
                        Reason.TOO_FEW_BITS,
                        "at least " + bits + " bits in each round",
                        "%.1f in: %s".formatted(least(), binding().name()));
            }
        }
    }

    /**
     * Every round of a proof of this size.
     *
     * @throws ParameterException if the parameters do not allow it
     */
    public static Report report(SecurityParameters parameters, ProofDimensions size) {
        parameters.check(size.logStack());
        if (size.logLeaves() > SecurityParameters.MAX_LOG_LEAVES) {
            throw new ParameterException(
                    Reason.TOO_MANY_LEAVES,
                    "at most 2^" + SecurityParameters.MAX_LOG_LEAVES + " leaves",
                    "2^" + size.logLeaves());
        }
        List<Round> rounds = new ArrayList<>();
        addBusRounds(rounds, size);
        addConstraintRounds(rounds, size);
        addOpeningRounds(rounds, parameters, size);
        addHashRounds(rounds);
        return new Report(parameters, size, rounds);
    }

    private static void addBusRounds(List<Round> rounds, ProofDimensions size) {
        // Numerator of the sum of all fractions over their common denominator: a polynomial in alpha and the betas
        // whose
        // total degree is below the number of fractions, as each fingerprint is linear in independent challenges.
        double fractions = Math.pow(2, size.logLeaves()) + size.publicFractions();
        rounds.add(field("fingerprints (alpha, betas)", "leaves / |K|", fractions, 1, "Hab22, PH23"));
        int layers = size.logLeaves();
        rounds.add(field("GKR layer: lambda, and u", "1 / |K|", 1, 2L * layers, "PH23"));
        rounds.add(field("GKR round", "3 / |K|", GKR_DEGREE, (long) layers * (layers - 1) / 2, "PH23, LFKN92"));
    }

    private static void addConstraintRounds(List<Round> rounds, ProofDimensions size) {
        rounds.add(field("constraints at r, a coordinate", "1 / |K|", 1, size.logLeaves(), "Set19"));
        rounds.add(field(
                "zerocheck batching (mu, a)",
                "((piece, constraint) pairs + 1) / |K|",
                size.constraints() + 1.0,
                1,
                "Set19"));
        rounds.add(field("zerocheck round", "4 / |K|", ZEROCHECK_DEGREE, size.logRows(), "LFKN92"));
    }

    private static void addOpeningRounds(List<Round> rounds, SecurityParameters parameters, ProofDimensions size) {
        rounds.add(field("opening weights", "log2(columns) / |K|", Math.max(1, size.logColumns()), 1, "DP23"));
        int logDomain = size.logStack() + parameters.logBlowup();
        double domain = Math.pow(2, logDomain);
        int folds = size.logStack() - parameters.logFinal();
        // The challenge of a round also ends a sumcheck round of degree 2; the two errors add up.
        rounds.add(field(
                "column round",
                "(2^(s+b) + 2) / |K|",
                domain + OPENING_DEGREE,
                size.logWidth(),
                "BCIKS20 th. 4.1, DG24"));
        rounds.add(field("fold", "(2^(s+b) + 2) / |K|", domain + OPENING_DEGREE, folds, "BCIKS20 th. 4.1, ZCF23"));
        double rate = Math.pow(2, -parameters.logBlowup());
        rounds.add(new Round(
                "queries",
                "((1 + rate) / 2)^queries, less %d bits of work".formatted(parameters.workBits()),
                -parameters.queries() * log2((1 + rate) / 2) + parameters.workBits(),
                1,
                "BBHR18, BCIKS20, ZCF23"));
    }

    private static void addHashRounds(List<Round> rounds) {
        rounds.add(new Round(
                "digests", "collision of 9 elements", Poseidon2.DIGEST * log2(KoalaBear.P) / 2, 1, "birthday bound"));
        rounds.add(new Round(
                "transcript",
                "collision of a capacity of 9 elements",
                (Poseidon2.WIDTH - Poseidon2.RATE) * log2(KoalaBear.P) / 2,
                1,
                "BDPV08"));
    }

    /** A round whose error is ways / |K|. */
    private static Round field(String name, String formula, double ways, long count, String source) {
        return new Round(name, formula, FIELD_BITS - log2(ways), count, source);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}

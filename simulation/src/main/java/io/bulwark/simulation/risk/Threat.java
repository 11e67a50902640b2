package io.bulwark.simulation.risk;

/**
 * A row of the risk matrix.
 *
 * @param likelihood how often a year, in words and figures
 * @param answer what the design does about it
 */
public record Threat(String name, Level likelihood, Level impact, String why, String answer) {
    /** From one to five, as threat assessments have it. */
    public enum Level {
        VERY_LOW(1),
        LOW(2),
        MEDIUM(3),
        HIGH(4),
        VERY_HIGH(5);

        private final int rank;

        Level(int rank) {
            this.rank = rank;
        }

        /** 1 to 5. */
        int rank() {
            return rank;
        }

        /** How likely something is that happens so often a year. */
        static Level often(double perYear) {
            if (perYear < 0.01) {
                return VERY_LOW;
            }
            if (perYear < 0.1) {
                return LOW;
            }
            if (perYear < 1) {
                return MEDIUM;
            }
            return perYear < 12 ? HIGH : VERY_HIGH;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    private static final int CRITICAL = 15;
    private static final int SERIOUS = 8;

    /** Likelihood times impact, 1 to 25. */
    public int score() {
        return likelihood.rank * impact.rank;
    }

    /** "accept", "reduce" or "avoid", by the score. */
    public String verdict() {
        return score() >= CRITICAL ? "avoid" : score() >= SERIOUS ? "reduce" : "accept";
    }
}

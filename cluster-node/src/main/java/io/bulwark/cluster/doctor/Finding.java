package io.bulwark.cluster.doctor;

/**
 * One line of the doctor's report.
 *
 * @param check what was looked at
 * @param found what is there
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(String check, Verdict verdict, String found, String remedy) {
    /** How it stands. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Bulwark works, but something would be better, or is for some uses only. */
        ADVICE,
        /** Bulwark does not work without it. */
        MISSING
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Verdict.OK, found, "");
    }

    static Finding advice(String check, String found, String remedy) {
        return new Finding(check, Verdict.ADVICE, found, remedy);
    }

    static Finding missing(String check, String found, String remedy) {
        return new Finding(check, Verdict.MISSING, found, remedy);
    }
}

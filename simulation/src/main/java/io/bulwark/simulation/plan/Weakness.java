package io.bulwark.simulation.plan;

import java.util.Locale;

/** Defects to be put into the simulated nodes, around the cluster's own classes, so that it can be seen that the checks find them. */
public enum Weakness {
    /** As it is. */
    NONE,
    /** A node says that it has kept a header before it has, and forgets it when its process ends. */
    FORGETFUL,
    /** A job's node takes proofs for valid without looking. */
    CREDULOUS,
    /** A job that starts again asks nobody what is known: nothing goes wrong, but finished work is done again. */
    DEAF,
    /** A job's ledger is not told of proofs of one interval in seven: the fact is lost. */
    LOSSY,
    /** A job lets everybody do everything, whatever its policy says. */
    LAX,
    /** Nobody is set aside who sent something wrong. */
    FORGIVING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

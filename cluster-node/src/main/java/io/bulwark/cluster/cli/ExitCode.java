package io.bulwark.cluster.cli;

/** What the process ends with. Scripts rely on these numbers. */
public final class ExitCode {
    /** As asked. */
    public static final int OK = 0;
    /** The answer is no: a proof was refused, a job failed. */
    public static final int NO = 1;
    /** Wrong usage or bad input. */
    public static final int USAGE = 2;
    /** The cluster cannot be reached. */
    public static final int UNREACHABLE = 3;
    /** A bug; a report was written. */
    public static final int BUG = 70;

    private ExitCode() {}
}

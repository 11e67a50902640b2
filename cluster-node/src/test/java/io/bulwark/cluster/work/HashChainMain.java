package io.bulwark.cluster.work;

import io.bulwark.cluster.cli.Bulwark;
import java.time.Duration;
import picocli.CommandLine;

/** Bulwark's command line over {@link FoldedHashChain}, in which proofs and joins take a part of a second and hardly any work. */
public final class HashChainMain {
    private static final int STEPS_PER_TASK = 1024;
    private static final Duration PROVING = Duration.ofMillis(300);
    private static final Duration JOINING = Duration.ofMillis(200);

    private HashChainMain() {}

    /** The command line, whose nodes prove hash chains, too. */
    public static CommandLine commandLine() {
        return Bulwark.commandLine(
                settings -> WorkloadSet.of(new FoldedHashChain(STEPS_PER_TASK, PROVING.toNanos(), JOINING.toNanos())),
                HashChainMain.class);
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}

package io.bulwark.cluster.work;

import io.bulwark.cluster.cli.Bulwark;
import java.time.Duration;
import picocli.CommandLine;

/** Bulwark's command line over {@link HashChain}, in which each proof takes a third of a second and hardly any work. */
public final class HashChainMain {
    private static final int STEPS_PER_TASK = 1024;
    private static final Duration PROVING = Duration.ofMillis(300);

    private HashChainMain() {}

    /** The command line, whose nodes prove hash chains, too. */
    public static CommandLine commandLine() {
        return Bulwark.commandLine(
                threads -> WorkloadSet.of(new HashChain(STEPS_PER_TASK, PROVING.toNanos())), HashChainMain.class);
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }
}

package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.work.HashChainMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The command line inside of a test: runs verbs and keeps what they print. */
final class Console {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** The exit code of a command; what was printed before is forgotten. */
    int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = HashChainMain.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .execute(arguments);
    }

    /** Runs a command that must do as it is asked. */
    void succeeds(String... arguments) {
        ends(ExitCode.OK, arguments);
    }

    /** Runs a command that must say that a proof is none. */
    void refusesProof(String... arguments) {
        ends(ExitCode.NO, arguments);
        assertThat(out.toString()).contains("REFUSED");
    }

    /** Runs a command that must end with wrong usage and these words. */
    void refuses(String words, String... arguments) {
        ends(ExitCode.USAGE, arguments);
        assertThat(err.toString()).contains(words);
    }

    private void ends(int code, String... arguments) {
        assertThat(run(arguments)).as("%s %s", out, err).isEqualTo(code);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}

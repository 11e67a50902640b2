package io.bulwark.cluster.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete verbs and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script with which a shell completes verbs, options and their values.",
        footer = {
            "",
            "Example: source <(bulwark completion bash)",
            "         bulwark completion zsh > ~/.bulwark.zsh   # and source it in ~/.zshrc"
        })
final class CompletionVerb implements Callable<Integer> {
    /** Shells that have completion by functions of bash; the script tells by itself which one reads it. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    // Asked for so that a shell without such functions is refused by name, and not by what it makes of the script.
    @SuppressWarnings("unused")
    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
        return ExitCode.OK;
    }
}

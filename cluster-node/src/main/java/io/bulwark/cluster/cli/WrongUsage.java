package io.bulwark.cluster.cli;

import io.bulwark.cluster.settings.NearestWord;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a mistake in what was typed: what is wrong, the nearest right word, where to read on. A page of help would hide the one line that matters. */
final class WrongUsage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine verb = mistake.getCommandLine();
        PrintWriter err = verb.getErr();
        if (arguments.length == 0) {
            verb.usage(err, verb.getColorScheme());
            return ExitCode.USAGE;
        }
        String name = verb.getCommandSpec().qualifiedName();
        err.println(name + ": " + message(mistake));
        suggestion(mistake).ifPresent(word -> err.println("Did you mean '" + word + "'?"));
        err.println(
                isRoot(verb) ? "'" + name + " --help' lists the verbs." : "'" + name + " --help' shows what it takes.");
        err.flush();
        return ExitCode.USAGE;
    }

    private static boolean isRoot(CommandLine verb) {
        return verb.getParent() == null;
    }

    private static String message(ParameterException mistake) {
        Optional<String> word = unmatched(mistake);
        if (word.isEmpty() || isOption(mistake)) {
            return mistake.getMessage();
        }
        return mistake.getCommandLine().getSubcommands().isEmpty()
                ? "one argument too many: '" + word.get() + "'"
                : "there is no verb '" + word.get() + "'";
    }

    /** The first word that nothing was found for. */
    private static Optional<String> unmatched(ParameterException mistake) {
        return mistake instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? Optional.of(unmatched.getUnmatched().getFirst())
                : Optional.empty();
    }

    private static boolean isOption(ParameterException mistake) {
        return mistake instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption();
    }

    private static Optional<String> suggestion(ParameterException mistake) {
        CommandSpec spec = mistake.getCommandLine().getCommandSpec();
        return unmatched(mistake).flatMap(word -> {
            // An option may have its value with it: --inptu=file.
            String wrong = isOption(mistake) ? word.replaceFirst("=.*", "") : word;
            return NearestWord.of(wrong, isOption(mistake) ? options(spec) : verbs(spec));
        });
    }

    private static Collection<String> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> List.of(option.names()).stream())
                .filter(option -> option.startsWith("--"))
                .toList();
    }

    private static Collection<String> verbs(CommandSpec spec) {
        return spec.subcommands().entrySet().stream()
                .filter(verb -> !verb.getValue().getCommandSpec().usageMessage().hidden())
                .map(verb -> verb.getKey())
                .toList();
    }
}

package io.bulwark.cluster.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The command line, for tests outside of this room. */
public final class CommandLineForTests {
    private final Console console = new Console();

    /**
     * The exit code of a command.
     *
     * @param directory what {@code @/} in the command stands for
     */
    public int run(Path directory, String command) {
        return console.run(words(directory, command).toArray(String[]::new));
    }

    /** The words of a command, for a process of its own. */
    public static List<String> words(Path directory, String command) {
        return Arrays.stream(command.split(" ", -1))
                .map(word -> word.startsWith("@/")
                        ? directory.resolve(word.substring(2)).toString()
                        : word)
                .toList();
    }

    /** What it printed, and said of what is wrong. */
    public String said() {
        return console.out() + console.err();
    }
}

package io.bulwark.cluster.cli;

import java.nio.file.Path;
import java.util.Arrays;

/** The command line, for tests outside of this room. */
public final class CommandLineForTests {
    private final Console console = new Console();

    /**
     * The exit code of a command.
     *
     * @param directory what {@code @/} in the command stands for
     */
    public int run(Path directory, String command) {
        return console.run(Arrays.stream(command.split(" ", -1))
                .map(word -> word.startsWith("@/")
                        ? directory.resolve(word.substring(2)).toString()
                        : word)
                .toArray(String[]::new));
    }

    /** What it printed, and said of what is wrong. */
    public String said() {
        return console.out() + console.err();
    }
}

package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.work.HashChainMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What people see, word for word: each file of {@code golden/} has commands after a dollar sign, and below each what it prints and ends with. Whoever
 * changes a text writes the files anew with {@code -Dbulwark.golden=write} and reads the difference; a new case is a new line with a dollar sign.
 */
class GoldenTest {
    private static final Path FILES = Path.of("src", "test", "resources", "golden");
    private static final String PROMPT = "$ bulwark ";
    private static final String HELP = "--help";

    private final Console console = new Console();

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void printsWordForWordWhatIsWrittenDown(Path file) throws IOException {
        String written = Files.readString(file);
        StringBuilder now = new StringBuilder();
        for (String line :
                written.lines().filter(line -> line.startsWith(PROMPT)).toList()) {
            now.append(line).append('\n').append(answer(line.substring(PROMPT.length())));
        }
        if (System.getProperty("bulwark.golden", "").equals("write")) {
            Files.writeString(file, now.toString());
        }
        assertThat(now.toString()).as(file.toString()).isEqualTo(written);
    }

    private String answer(String command) {
        int code = console.run(Arrays.stream(command.split(" ", -1)).toArray(String[]::new));
        return console.out() + console.err() + "exit code " + code + "\n\n";
    }

    @Test
    void everyVerbsHelpIsWrittenDownOnce() throws IOException {
        List<String> written = new ArrayList<>();
        for (Path file : files()) {
            Files.readString(file)
                    .lines()
                    .filter(line -> line.startsWith(PROMPT) && line.endsWith(HELP))
                    .forEach(written::add);
        }
        List<String> verbs = new ArrayList<>();
        verbs(HashChainMain.commandLine(), PROMPT, verbs);
        assertThat(written).containsExactlyInAnyOrderElementsOf(verbs);
    }

    private static void verbs(CommandLine command, String words, List<String> found) {
        found.add(words + HELP);
        command.getSubcommands().forEach((name, verb) -> {
            if (!verb.getCommandSpec().usageMessage().hidden()) {
                verbs(verb, words + name + " ", found);
            }
        });
    }
}

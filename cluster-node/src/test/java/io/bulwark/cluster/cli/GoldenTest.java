package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people see, word for word: each file of {@code golden/} has commands after a dollar sign, and below each what it prints and ends with. Whoever
 * changes a text writes the files anew with {@code -Dbulwark.golden=write} and reads the difference; a new case is a new line with a dollar sign.
 */
class GoldenTest {
    private static final Path FILES = Path.of("src", "test", "resources", "golden");
    private static final String PROMPT = "$ bulwark ";

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
}

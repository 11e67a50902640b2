package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.cli.Bulwark;
import io.bulwark.cluster.work.WorkloadSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command of ours that README and the other pages show is one that the command line takes: verbs, options and values are there, and are spelt so. */
class DocCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final CommandLine LINE = Bulwark.commandLine(settings -> WorkloadSet.of(), DocCommandsTest.class);
    private static final Pattern IN_A_LINE = Pattern.compile("`(?:\\./)?bulwark ([^`]+)`");
    private static final Pattern OF_ITS_OWN = Pattern.compile(" {4,}(?:\\$ )?(?:\\./)?bulwark ([a-z-].*)");
    /** What a shell reads, and what is said beside a command. */
    private static final Pattern REST = Pattern.compile("(?: {2,}| [#>|&;)]|\\s*\\\\$).*");

    private static final Pattern SHELL = Pattern.compile("\"?\\$\\([^)]*\\)+\"?|\"?\\$\\{?\\w+}?\"?");
    /** Left out or to be chosen: no command as it stands. */
    private static final Pattern SKETCH = Pattern.compile("\\.\\.\\.|\\[|: ");

    private static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages.stream();
    }

    /** What is wrong with the commands of a page. */
    private static List<String> faults(List<String> lines) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder line = new StringBuilder(lines.get(i));
            while (line.toString().endsWith("\\") && i + 1 < lines.size()) {
                line.setLength(line.length() - 1);
                line.append(lines.get(++i).strip());
            }
            IN_A_LINE
                    .matcher(line)
                    .results()
                    .forEach(span -> fault(span.group(1), true).ifPresent(faults::add));
            var whole = OF_ITS_OWN.matcher(line);
            if (whole.matches()) {
                fault(whole.group(1), false).ifPresent(faults::add);
            }
        }
        return faults;
    }

    /** @param mentioned whether it is only spoken of, and need not be complete */
    private static Optional<String> fault(String command, boolean mentioned) {
        String plain = SHELL.matcher(command).replaceAll("1");
        plain = REST.matcher(plain).replaceFirst("").strip();
        if (SKETCH.matcher(plain).find()) {
            return Optional.empty();
        }
        String[] words = plain.replace("\"", "").split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            // Somebody's number.
            words[i] = words[i].matches("N|PRICE|PORT") ? "1" : words[i];
        }
        try {
            LINE.parseArgs(words);
            return Optional.empty();
        } catch (MissingParameterException e) {
            return mentioned ? Optional.empty() : Optional.of(plain + ": " + e.getMessage());
        } catch (ParameterException e) {
            return Optional.of(plain + ": " + e.getMessage());
        }
    }

    @Test
    void theCommandLineTakesWhatThePagesShow() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path page : pages().toList()) {
            faults(Files.readAllLines(page)).forEach(fault -> faults.add(page.getFileName() + ": " + fault));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void findsWhatItDoesNotTake() {
        assertThat(faults(List.of(
                        "    ./bulwark simulate --nodes 9 --jobs 20   # as it is", "and `./bulwark risk` maps")))
                .isEmpty();
        assertThat(faults(List.of("    ./bulwark simulate --node 9")))
                .singleElement()
                .asString()
                .contains("--node");
        assertThat(faults(List.of("use `./bulwark simulator`"))).hasSize(1);
        assertThat(faults(List.of("    $ bulwark risk --html x.html")))
                .as("not complete")
                .hasSize(1);
        assertThat(faults(List.of("    ./bulwark simulate \\", "        --jobz 3")))
                .hasSize(1);
    }
}

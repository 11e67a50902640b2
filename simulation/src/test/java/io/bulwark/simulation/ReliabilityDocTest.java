package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.simulation.fault.FaultKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reliability.md names tests, simulations and scenarios that there are, for each of its rows. */
class ReliabilityDocTest {
    private static final Path ROOT = Path.of("..");
    private static final int ROWS = 20;
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`(?: \\(([a-z]\\w{11,}(?:, [a-z]\\w{11,})*)\\))?");
    private static final Map<String, Path> TESTS = tests();
    private static final String SCENARIOS = VerbsTest.say("chaos", "list").out();

    private static Map<String, Path> tests() {
        Map<String, Path> tests = new TreeMap<>();
        for (String module : List.of("protocol", "prover", "aggregator", "verifier", "cluster-node", "simulation")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
                files.filter(file -> file.toString().endsWith(".java")
                                || file.toString().endsWith(".scala"))
                        .forEach(file -> tests.put(file.getFileName().toString().replaceAll("\\.\\w+$", ""), file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return tests;
    }

    @Test
    void eachOfTheTwentyRowsIsShownByTestsAndScenariosThatThereAre() throws IOException {
        Map<Integer, Integer> shown = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/reliability.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length > 3 && cells[1].strip().matches("\\d+")) {
                shown.put(Integer.parseInt(cells[1].strip()), check(cells[3]));
            }
        }
        assertThat(shown.keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
        assertThat(shown.values()).as("%s", shown).allMatch(many -> many > 0);
    }

    @Test
    void findsWhatThereIsNot() {
        assertThat(check("`sim crash`; `test JobLedgerTest` (usesWhatIsRememberedOnceThePlanSaysTheSame)"))
                .isEqualTo(3);
        assertThat(check("nothing at all")).isZero();
        for (String wrong : List.of(
                "`sim crush`",
                "`test JobLedgersTest`",
                "`test JobLedgerTest` (usesWhatIsForgotten)",
                "`chaos prover`, `prove`",
                "`prover`")) {
            assertThatThrownBy(() -> check(wrong)).as(wrong).isInstanceOf(Throwable.class);
        }
    }

    /** How many tests, simulations and scenarios a cell names; each of them is there. */
    private static int check(String cell) {
        int named = 0;
        String kind = "nothing";
        for (MatchResult quoted : QUOTED.matcher(cell).results().toList()) {
            String[] words = quoted.group(1).split(" ", 2);
            if (words.length == 2) {
                kind = words[0];
            }
            String name = words[words.length - 1];
            switch (kind) {
                case "sim" -> named += FaultKind.parse(name).size();
                case "test" -> named += test(name, quoted.group(2));
                case "chaos" -> {
                    Matcher scenario = Pattern.compile("(?m)^\\W*" + Pattern.quote(name) + "\\b(?!-)")
                            .matcher(SCENARIOS);
                    assertThat(scenario.find())
                            .as("scenario " + name + " of\n" + SCENARIOS)
                            .isTrue();
                    named++;
                }
                default -> throw new AssertionError("expected `sim`, `test` or `chaos`, got `" + quoted.group(1) + '`');
            }
        }
        return named;
    }

    private static int test(String name, String methods) {
        assertThat(TESTS).as("test " + name).containsKey(name);
        if (methods == null) {
            return 1;
        }
        try {
            String source = Files.readString(TESTS.get(name));
            for (String method : methods.split(", ", -1)) {
                assertThat(source).as(name).contains("void " + method + "(");
            }
            return 1 + methods.split(", ", -1).length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

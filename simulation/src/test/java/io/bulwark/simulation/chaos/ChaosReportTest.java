package io.bulwark.simulation.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.cli.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChaosReportTest {
    private static final Finding GOOD = new Finding(
            "calm",
            "1, 2",
            Verdict.HOLDS,
            List.of("SIGKILL of a | b"),
            List.of(Figure.seconds("it goes on", 4.25, 10), Figure.count("proved again", 3)),
            List.of(),
            31.4);
    private static final Finding BAD = new Finding(
            "storm",
            "3",
            Verdict.BROKEN,
            List.of("SIGSTOP"),
            List.of(),
            List.of("expected <one> end & got \"two\"\nof them\u0000"),
            5);
    private static final Finding SKIPPED =
            new Finding("flood", "6", Verdict.SKIPPED, List.of(), List.of(), List.of("this needs root"), 0);

    private static ChaosReport report(Finding... findings) {
        return new ChaosReport(List.of(findings), Instant.parse("2026-11-29T21:00:00Z"), "a machine");
    }

    @Test
    void oneBrokenVerdictBreaksItAllAndASkippedOneDoesNot() {
        assertThat(report(GOOD, SKIPPED).holds()).isTrue();
        assertThat(report(GOOD, BAD, SKIPPED).holds()).isFalse();
        assertThat(report(GOOD, BAD, SKIPPED).summary()).isEqualTo("3 scenarios: 1 hold, 1 broken, 1 skipped; 36 s");
    }

    @Test
    void theTableHasALineForEachScenarioInColumns() {
        List<String> lines = report(GOOD, BAD, SKIPPED).text().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).startsWith("calm").contains("holds", "31", "it goes on: 4.3 s (aim 10.0 s)");
        assertThat(lines.get(2)).startsWith("storm").contains("BROKEN", "got \"two\" of them");
        assertThat(lines.get(3)).startsWith("flood").contains("skipped", "this needs root");
        int column = lines.getFirst().indexOf("verdict");
        assertThat(lines.subList(1, 4))
                .allSatisfy(line -> assertThat(line.charAt(column - 1)).isEqualTo(' '));
    }

    @Test
    void theMarkdownHasATableAndWhatWasDone() {
        String text = report(GOOD, BAD).markdown();
        assertThat(text).contains("| calm | 1, 2 | holds | 31 |", "## storm\n- SIGSTOP\n", "a machine");
        assertThat(text.lines().filter(line -> line.startsWith("|")))
                .hasSize(4)
                .allSatisfy(line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                        .hasSize(6));
    }

    @Test
    void theXmlIsWhatJunitWritesWhateverTheWordsAre() throws Exception {
        String xml = report(GOOD, BAD, SKIPPED).junit();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        Element suite = document.getDocumentElement();
        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        NodeList failures = suite.getElementsByTagName("failure");
        assertThat(failures.getLength()).isEqualTo(1);
        assertThat(((Element) failures.item(0)).getAttribute("message"))
                .isEqualTo("expected <one> end & got \"two\"\nof them?");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("name"))
                .isEqualTo("calm");
    }

    @Test
    void theJsonSaysTheSame() {
        assertThat(Json.object(report(BAD).facts()))
                .contains("\"holds\":false", "\"verdict\":\"broken\"", "\"scenario\":\"storm\"");
        assertThat(Json.object(report(GOOD).facts())).contains("\"unit\":\"seconds\"", "\"aim\":10.0");
    }

    @Test
    void bothFilesAreWrittenIntoADirectoryThatIsMade(@TempDir Path directory) throws Exception {
        Path out = directory.resolve("a/b");
        report(GOOD).write(out);
        assertThat(Files.readString(out.resolve("chaos.md"))).startsWith("# Chaos, 2026-11-29");
        assertThat(Files.readString(out.resolve("chaos.xml")))
                .startsWith("<?xml")
                .endsWith("</testsuite>\n");
    }

    @Test
    void aTimeMissesItsAimFromAboveAndAShareFromBelow() {
        assertThat(Figure.seconds("x", 2.1, 2).misses()).isTrue();
        assertThat(Figure.seconds("x", 2.0, 2).misses()).isFalse();
        assertThat(Figure.percent("x", 79, 80).misses()).isTrue();
        assertThat(Figure.percent("x", 81, 80).misses()).isFalse();
        assertThat(Figure.seconds("x", 100).misses()).isFalse();
        assertThat(Figure.percent("x", 79, 80)).hasToString("x: 79 % (aim 80 %, missed)");
    }
}

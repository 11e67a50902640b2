package io.bulwark.simulation.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run of scenarios showed.
 *
 * @param at when it ended
 * @param machine in words
 */
public record ChaosReport(List<Finding> findings, Instant at, String machine) {
    private static final List<String> HEAD = List.of("scenario", "rows", "verdict", "s", "measured");
    private static final String GAP = "  ";

    public ChaosReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found broken. */
    public boolean holds() {
        return count(Verdict.BROKEN) == 0;
    }

    private long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** One line for all of it. */
    public String summary() {
        return "%d scenarios: %d hold, %d broken, %d skipped; %.0f s"
                .formatted(
                        findings.size(),
                        count(Verdict.HOLDS),
                        count(Verdict.BROKEN),
                        count(Verdict.SKIPPED),
                        findings.stream().mapToDouble(Finding::seconds).sum());
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            List<String> said = new ArrayList<>(finding.why());
            finding.measured().forEach(figure -> said.add(figure.toString()));
            rows.add(List.of(
                    finding.name(),
                    finding.rows(),
                    finding.verdict().toString(),
                    String.format(Locale.ROOT, "%.0f", finding.seconds()),
                    String.join("; ", said)));
        }
        return rows;
    }

    /** The table as text. */
    public String text() {
        List<List<String>> all = new ArrayList<>(List.of(HEAD));
        all.addAll(rows());
        int[] widths = new int[HEAD.size()];
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size() - 1; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(GAP);
            }
            text.append(line).append(row.getLast().replace("\n", " ")).append('\n');
        }
        return text + summary() + "\n";
    }

    /** The table and what was done, as Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder("# Chaos, " + at + "\n" + machine + "\n\n");
        text.append(line(HEAD)).append("|---|---|---|---|---|\n");
        rows().forEach(row -> text.append(line(row)));
        text.append('\n').append(summary()).append(".\n");
        for (Finding finding : findings) {
            text.append("\n## ").append(finding.name()).append('\n');
            finding.injected()
                    .forEach(what -> text.append("- ").append(flat(what)).append('\n'));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> flat(cell).replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String flat(String text) {
        return text.replace("\n", " ");
    }

    /** As JUnit writes it: one case for each scenario. */
    public String junit() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT,
                "<testsuite name=\"chaos\" tests=\"%d\" failures=\"%d\" skipped=\"%d\" time=\"%.3f\""
                        + " timestamp=\"%s\">%n",
                findings.size(),
                count(Verdict.BROKEN),
                count(Verdict.SKIPPED),
                findings.stream().mapToDouble(Finding::seconds).sum(),
                at));
        for (Finding finding : findings) {
            xml.append(String.format(
                    Locale.ROOT,
                    "  <testcase classname=\"chaos\" name=\"%s\" time=\"%.3f\">%n",
                    escaped(finding.name()),
                    finding.seconds()));
            String why = escaped(String.join("; ", finding.why()));
            switch (finding.verdict()) {
                case BROKEN -> xml.append("    <failure message=\"").append(why).append("\"/>\n");
                case SKIPPED ->
                    xml.append("    <skipped message=\"").append(why).append("\"/>\n");
                case HOLDS -> {
                    // Nothing is said of it.
                }
            }
            List<String> said = new ArrayList<>(finding.injected());
            finding.measured().forEach(figure -> said.add(figure.toString()));
            xml.append("    <system-out>")
                    .append(escaped(String.join("\n", said)))
                    .append("</system-out>\n");
            xml.append("  </testcase>\n");
        }
        return xml + "</testsuite>\n";
    }

    /** What XML 1.0 can carry, with its own signs written as entities. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                default -> out.appendCodePoint(carried(c) ? c : '?');
            }
        });
        return out.toString();
    }

    private static boolean carried(int c) {
        return c >= ' ' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) && c != 0xFFFE && c != 0xFFFF;
    }

    /** The same as facts for JSON. */
    public Map<String, Object> facts() {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("scenario", finding.name());
            facts.put("rows", finding.rows());
            facts.put("verdict", finding.verdict().toString().toLowerCase(Locale.ROOT));
            facts.put("seconds", finding.seconds());
            facts.put("injected", finding.injected());
            facts.put(
                    "measured",
                    finding.measured().stream().map(ChaosReport::facts).toList());
            facts.put("why", finding.why());
            list.add(facts);
        }
        return Map.of("at", at.toString(), "machine", machine, "holds", holds(), "scenarios", list);
    }

    private static Map<String, Object> facts(Figure figure) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("what", figure.what());
        facts.put("value", figure.value());
        facts.put("unit", figure.unit().name().toLowerCase(Locale.ROOT));
        figure.aim().ifPresent(aim -> facts.put("aim", aim));
        return facts;
    }

    /** Writes chaos.md and chaos.xml. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("chaos.md"), markdown());
        Files.writeString(directory.resolve("chaos.xml"), junit());
    }
}

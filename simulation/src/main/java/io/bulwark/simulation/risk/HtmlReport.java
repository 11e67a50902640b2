package io.bulwark.simulation.risk;

import java.util.List;
import java.util.Locale;

/** An assessment as one HTML file that asks for nothing from anywhere, readable on light and on dark screens. */
public final class HtmlReport {
    private static final int MOST_BARS = 20;
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #d0d7de; --bar: #3a6ea5;
              --accept: #d7ead9; --reduce: #f6e3b4; --avoid: #f2c4bd; --dim: #57606a }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --line: #30363d; --bar: #6ea8dc;
              --accept: #1f3d25; --reduce: #4d3d12; --avoid: #5a2420; --dim: #8b949e } }
            body { color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem;
              padding: 0 1rem }
            table { border-collapse: collapse; width: 100% } th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem;
              text-align: left; vertical-align: top } td.dim { color: var(--dim); font-size: .875rem }
            svg { max-width: 100%; height: auto } svg text { fill: var(--ink); font: 13px system-ui, sans-serif }
            .bar { fill: var(--bar) } rect.accept { fill: var(--accept) } rect.reduce { fill: var(--reduce) } rect.avoid { fill: var(--avoid) }
            td.accept { background: var(--accept) } td.reduce { background: var(--reduce) } td.avoid { background: var(--avoid) }
            """;

    private HtmlReport() {}

    /** The page. */
    public static String of(Assessment assessment) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Risks of ")
                .append(Charts.escape(assessment.map()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>Risks of ")
                .append(Charts.escape(assessment.map()))
                .append("</h1>\n<p>By chance from seed ")
                .append(assessment.seed())
                .append("; the same map and seed give the same page.</p>\n<h2>Risk matrix</h2>\n")
                .append(Charts.matrix(assessment.threats()));
        threats(page, assessment.threats());
        page.append("<h2>Figures</h2>\n<table><tr><th>what</th><th>figure</th><th>assumption</th></tr>\n");
        for (Figure figure : assessment.figures()) {
            row(page, figure.name(), figure.value(), figure.assumption());
        }
        page.append("</table>\n<h2>Which part of jobs a jurisdiction sees</h2>\n")
                .append(Charts.bars("jobs seen by jurisdiction", assessment.seen(), MOST_BARS))
                .append("<h2>Nodes by operator</h2>\n")
                .append(Charts.bars("nodes by operator", assessment.operators(), MOST_BARS))
                .append("<h2>Nodes by jurisdiction</h2>\n")
                .append(Charts.bars("nodes by jurisdiction", assessment.jurisdictions(), MOST_BARS));
        return page.append("</body></html>\n").toString();
    }

    private static void threats(StringBuilder page, List<Threat> threats) {
        page.append(
                "<table><tr><th>no.</th><th>threat</th><th>likelihood</th><th>impact</th><th>score</th><th>why</th><th>answer</th></tr>\n");
        for (int i = 0; i < threats.size(); i++) {
            Threat threat = threats.get(i);
            page.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td class=\"%s\">%d %s</td><td>%s</td><td>%s</td></tr>%n",
                    i + 1,
                    Charts.escape(threat.name()),
                    threat.likelihood(),
                    threat.impact(),
                    threat.verdict(),
                    threat.score(),
                    threat.verdict(),
                    Charts.escape(threat.why()),
                    Charts.escape(threat.answer())));
        }
        page.append("</table>\n");
    }

    private static void row(StringBuilder page, String name, String value, String assumption) {
        page.append("<tr><td>")
                .append(Charts.escape(name))
                .append("</td><td>")
                .append(Charts.escape(value))
                .append("</td><td class=\"dim\">")
                .append(Charts.escape(assumption))
                .append("</td></tr>\n");
    }
}

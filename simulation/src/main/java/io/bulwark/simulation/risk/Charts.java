package io.bulwark.simulation.risk;

import io.bulwark.simulation.risk.Threat.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Charts as inline SVG, whose colours the page's style sets: nothing is fetched from anywhere. */
final class Charts {
    private static final int WIDTH = 640;
    private static final int LABEL = 170;
    private static final int ROW = 22;
    private static final int CELL = 84;
    private static final int CELL_HEIGHT = 44;
    private static final int LEVELS = 5;

    private Charts() {}

    /** Horizontal bars of parts from 0 to 1, at most so many. */
    static String bars(String title, Map<String, Double> parts, int most) {
        List<Map.Entry<String, Double>> rows = parts.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .toList();
        int height = ROW * rows.size() + 8;
        StringBuilder svg = open(title, WIDTH, height);
        for (int i = 0; i < rows.size(); i++) {
            double value = rows.get(i).getValue();
            double width = value * (WIDTH - LABEL - 70);
            int y = 4 + i * ROW;
            svg.append(text(LABEL - 8, y + 15, "end", rows.get(i).getKey()));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    LABEL,
                    y + 2,
                    width,
                    ROW - 6));
            svg.append(
                    text(LABEL + (int) width + 6, y + 15, "start", String.format(Locale.ROOT, "%.1f %%", value * 100)));
        }
        return svg.append("</svg>").toString();
    }

    /** The risk matrix: likelihood to the right, impact upwards, in each field the numbers of its threats. */
    static String matrix(List<Threat> threats) {
        int left = 90;
        StringBuilder svg = open("risk matrix", left + LEVELS * CELL + 10, LEVELS * CELL_HEIGHT + 50);
        for (Level impact : Level.values()) {
            int y = (LEVELS - impact.rank()) * CELL_HEIGHT + 4;
            svg.append(text(left - 8, y + CELL_HEIGHT / 2 + 5, "end", impact.toString()));
            for (Level likelihood : Level.values()) {
                int x = left + (likelihood.rank() - 1) * CELL;
                String verdict = new Threat("", likelihood, impact, "", "").verdict();
                svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
                        .formatted(verdict, x, y, CELL - 3, CELL_HEIGHT - 3));
                svg.append(text(x + CELL / 2, y + CELL_HEIGHT / 2 + 5, "middle", numbers(threats, likelihood, impact)));
            }
        }
        for (Level likelihood : Level.values()) {
            int x = left + (likelihood.rank() - 1) * CELL + CELL / 2;
            svg.append(text(x, LEVELS * CELL_HEIGHT + 22, "middle", likelihood.toString()));
        }
        svg.append(text(left + LEVELS * CELL / 2, LEVELS * CELL_HEIGHT + 42, "middle", "likelihood (impact upwards)"));
        return svg.append("</svg>").toString();
    }

    private static String numbers(List<Threat> threats, Level likelihood, Level impact) {
        StringBuilder numbers = new StringBuilder();
        for (int i = 0; i < threats.size(); i++) {
            Threat threat = threats.get(i);
            if (threat.likelihood() == likelihood && threat.impact() == impact) {
                numbers.append(numbers.isEmpty() ? "" : ", ").append(i + 1);
            }
        }
        return numbers.toString();
    }

    private static StringBuilder open(String title, int width, int height) {
        return new StringBuilder("<svg role=\"img\" aria-label=\"" + escape(title) + "\" viewBox=\"0 0 " + width + " "
                + height + "\" width=\"" + width + "\">");
    }

    private static String text(int x, int y, String anchor, String words) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>".formatted(x, y, anchor, escape(words));
    }

    static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

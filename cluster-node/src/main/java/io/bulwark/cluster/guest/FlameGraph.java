package io.bulwark.cluster.guest;

import io.bulwark.riscv.profile.Frame;
import io.bulwark.riscv.profile.Profile;
import java.util.List;
import java.util.Locale;

/**
 * A profile as a picture: a self-contained SVG in which each function is as wide as what it costs with all that it calls, and lies on the function that called
 * it. Names and figures are in tooltips. It loads nothing and runs no script.
 */
public final class FlameGraph {
    private static final double WIDTH = 1200;
    private static final int MARGIN = 10;
    private static final int ROW = 18;
    private static final int HEAD = 44;
    /** Of a letter of the font at its size, in units of the picture. */
    private static final double LETTER = 6.7;
    /** What is narrower cannot be seen. */
    private static final double LEAST_WIDTH = 0.15;

    private static final String STYLE = """
            svg { background: #fff; font: 11px ui-monospace, Menlo, Consolas, monospace; }
            text { fill: #111; pointer-events: none; }
            .head { font-size: 15px; }
            .note { fill: #555; }
            rect { stroke: #fff; stroke-width: 0.5; rx: 2; }
            g:hover > rect { stroke: #000; stroke-width: 1.2; }
            @media (prefers-color-scheme: dark) {
              svg { background: #16181c; }
              .head, .note { fill: #ddd; }
              rect { stroke: #16181c; }
              g:hover > rect { stroke: #fff; }
            }
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Weight weight;
    private final long whole;
    private final int height;
    private long tooNarrow;

    private FlameGraph(Profile profile, Weight weight) {
        this.weight = weight;
        this.whole = Math.max(1, weight.all(profile));
        this.height = HEAD + ROW * (1 + depth(profile.roots())) + 2 * MARGIN + ROW;
    }

    /**
     * Draws a profile.
     *
     * @param title the program's name
     */
    public static String of(Profile profile, Weight weight, String title) {
        return new FlameGraph(profile, weight).draw(profile, title);
    }

    private int depth(List<Frame> frames) {
        int deepest = 0;
        for (Frame frame : frames) {
            if (width(weight.all(frame)) >= LEAST_WIDTH) {
                deepest = Math.max(deepest, 1 + depth(frame.callees()));
            }
        }
        return deepest;
    }

    private String draw(Profile profile, String title) {
        svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" role=\"img\" aria-label=\"%s\">\n",
                WIDTH,
                height,
                escaped("Flame graph of " + title)));
        svg.append("<title>").append(escaped("Flame graph of " + title)).append("</title>\n");
        svg.append("<style>\n").append(STYLE).append("</style>\n");
        label("head", MARGIN, 24, "%s: %,d cycles, %,d cells".formatted(title, profile.cycles(), profile.cells()));
        label("note", MARGIN, 40, "width: %s; a function lies on the one that called it".formatted(weight.title()));
        box(
                MARGIN,
                0,
                WIDTH - 2 * MARGIN,
                "all",
                tooltip("all", 1, profile.cells(), profile.cycles(), whole),
                "hsl(40, 20%, 80%)");
        rows(profile.roots(), MARGIN, 1);
        if (tooNarrow > 0) {
            label("note", MARGIN, height - 6, "%,d functions too narrow to be seen are left out".formatted(tooNarrow));
        }
        return svg.append("</svg>\n").toString();
    }

    private void rows(List<Frame> frames, double from, int row) {
        double x = from;
        for (Frame frame : frames) {
            double width = width(weight.all(frame));
            if (width >= LEAST_WIDTH) {
                String source = frame.source().map(line -> " (" + line + ")").orElse("");
                String tooltip =
                        tooltip(frame.name() + source, frame.calls(), frame.cells(), frame.cycles(), weight.all(frame));
                box(x, row, width, frame.name(), tooltip, colour(frame.name()));
                rows(frame.callees(), x, row + 1);
            } else {
                tooNarrow++;
            }
            x += width;
        }
    }

    private double width(long cost) {
        return (WIDTH - 2 * MARGIN) * cost / whole;
    }

    private String tooltip(String name, long calls, long cells, long cycles, long part) {
        return "%s: %.2f %% of %s; %,d cells, %,d cycles, %,d %s"
                .formatted(
                        name,
                        ProfileTable.percent(part, whole),
                        weight.title(),
                        cells,
                        cycles,
                        calls,
                        calls == 1 ? "call" : "calls");
    }

    private void box(double x, int row, double width, String name, String tooltip, String colour) {
        double y = height - MARGIN - ROW - (row + 1.0) * ROW;
        svg.append("<g><title>").append(escaped(tooltip)).append("</title>");
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%d\" fill=\"%s\"/>",
                x,
                y,
                width,
                ROW - 1,
                colour));
        int letters = (int) ((width - 6) / LETTER);
        if (letters >= 3) {
            String shown = name.length() <= letters ? name : name.substring(0, letters - 1) + "…";
            svg.append(String.format(Locale.ROOT, "<text x=\"%.2f\" y=\"%.0f\">", x + 3, y + 12))
                    .append(escaped(shown))
                    .append("</text>");
        }
        svg.append("</g>\n");
    }

    private void label(String kind, int x, int y, String text) {
        svg.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">", kind, x, y))
                .append(escaped(text))
                .append("</text>\n");
    }

    /** Warm for code, cool for system calls; the same name has the same colour in every picture. */
    private static String colour(String name) {
        int hash = name.hashCode() * 0x9e3779b1;
        int hue = (name.startsWith("[") ? 190 : 15) + (hash >>> 24) % 40;
        return String.format(Locale.ROOT, "hsl(%d, %d%%, %d%%)", hue, 70 + (hash >>> 16 & 15), 68 + (hash >>> 8 & 7));
    }

    /** Text of XML; what XML cannot hold becomes a question mark. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) || c >= 0x10000;
    }
}

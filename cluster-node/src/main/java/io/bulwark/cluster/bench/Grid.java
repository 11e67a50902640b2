package io.bulwark.cluster.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A table of figures.
 *
 * @param title what it is about
 * @param columns their names
 * @param rows one cell for each column: a text or a number
 */
public record Grid(String title, List<String> columns, List<List<Object>> rows) {
    public Grid {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("expected " + columns.size() + " cells, got " + row);
            }
        }
    }

    /** A heading and a table in Markdown. */
    String markdown() {
        List<String> lines = new ArrayList<>(List.of("## " + title, ""));
        lines.add(line(columns));
        lines.add(line(columns.stream().map(c -> "---").toList()));
        rows.forEach(row -> lines.add(line(row.stream().map(Grid::text).toList())));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    /** Each row as an object of its cells by column. */
    List<Map<String, Object>> facts() {
        List<Map<String, Object>> facts = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> cells = new LinkedHashMap<>();
            for (int c = 0; c < row.size(); c++) {
                cells.put(columns.get(c), row.get(c));
            }
            facts.add(cells);
        }
        return facts;
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Three significant digits of a fraction, every digit of a whole number. */
    static String text(Object cell) {
        return switch (cell) {
            case Double x when x >= 100 -> "%,.0f".formatted(x);
            case Double x when x >= 10 -> "%.1f".formatted(x);
            case Double x when x >= 1 || x == 0 -> "%.2f".formatted(x);
            case Double x -> "%.3f".formatted(x);
            case Number n -> "%,d".formatted(n.longValue());
            default -> cell.toString();
        };
    }
}

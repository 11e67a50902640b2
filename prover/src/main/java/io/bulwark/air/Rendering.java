package io.bulwark.air;

/** An expression as people write it, cut short where it is long: {@code (main 0 + main 1) * 3 - closed 2}. */
final class Rendering {
    private static final int MAX_LENGTH = 400;
    private static final String CUT = "...";

    private final Graph graph;
    private final StringBuilder text = new StringBuilder();

    private Rendering(Graph graph) {
        this.graph = graph;
    }

    static String of(Graph graph, int node) {
        Rendering rendering = new Rendering(graph);
        rendering.write(node, 0, 0);
        return rendering.text.toString();
    }

    /** How tightly an operation binds. */
    private static int strength(Operation operation) {
        return switch (operation) {
            case ADD, SUB -> 1;
            case MUL -> 2;
            case CONST, MAIN, PREP, CLOSED, PUBLIC -> 3;
        };
    }

    private void write(int node, int least, int depth) {
        // The depth bounds the recursion: a chain of a thousand sums is cut, not followed.
        if (text.length() > MAX_LENGTH || depth > MAX_LENGTH) {
            if (!text.toString().endsWith(CUT)) {
                text.append(CUT);
            }
            return;
        }
        Operation operation = graph.operation(node);
        boolean brackets = strength(operation) < least;
        text.append(brackets ? "(" : "");
        switch (operation) {
            case CONST -> text.append(graph.a(node));
            case MAIN, PREP, CLOSED, PUBLIC ->
                text.append(operation.word()).append(' ').append(graph.a(node));
            case ADD -> binary(node, " + ", 1, 1, depth);
            case SUB -> binary(node, " - ", 1, 2, depth);
            case MUL -> binary(node, " * ", 2, 2, depth);
        }
        text.append(brackets ? ")" : "");
    }

    private void binary(int node, String sign, int leastLeft, int leastRight, int depth) {
        write(graph.a(node), leastLeft, depth + 1);
        if (text.length() > MAX_LENGTH || text.toString().endsWith(CUT)) {
            return;
        }
        text.append(sign);
        write(graph.b(node), leastRight, depth + 1);
    }
}

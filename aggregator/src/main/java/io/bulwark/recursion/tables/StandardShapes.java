package io.bulwark.recursion.tables;

import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.stream.Stream;

/**
 * The shapes of the standard machine, measured on the circuits that are to have a place in them. Numbers of rows fill their pieces. Circuits verify proofs of these shapes and have them: a change
 * of one may change all.
 */
final class StandardShapes {
    /** Four permutations a leaf, full: a column more would be a fifth. */
    private static final int FOLD_COLUMNS = 60;

    private static final int FINISH_COLUMNS = 70;

    /** Lifts of most segments, and joins of two proofs that have it. A third piece of PATH is a million cells less than a second one that is as high as the first. */
    private static final FoldShape NARROW = shape("narrow", """
            CONSTANT 32 HINT 24576 BASE_HINT 2048 BASE 32768 EXTENSION 65536 SELECT 8192 BITS 512 PACK 8192 UNPACK 6144
            DOT 10240 FOLD 8192 SPONGE 8192 PATH 14336 STORE 2048 FETCH 2048 EQUAL 2048
            """).within(3, FOLD_COLUMNS);

    /** Lifts of every segment, and all joins. */
    private static final FoldShape WIDE = shape("wide", """
            CONSTANT 64 HINT 49152 BASE_HINT 4096 BASE 65536 EXTENSION 81920 SELECT 18432 BITS 1024 PACK 16384 UNPACK 12288
            DOT 18432 FOLD 18432 SPONGE 16384 PATH 32768 STORE 4096 FETCH 4096 EQUAL 4096
            """).within(2, FOLD_COLUMNS);

    /** Whole runs. Few pieces and a low stack: every column that is opened is twenty bytes of the final proof, every step of a path thirty-six in each query. */
    private static final FoldShape FINISH = shape("finish", """
            CONSTANT 128 HINT 12288 BASE_HINT 1024 BASE 16384 EXTENSION 18432 SELECT 8192 BITS 256 PACK 4096 UNPACK 4096
            DOT 8192 FOLD 8192 SPONGE 4096 PATH 8192 STORE 1024 FETCH 1024 EQUAL 1024
            """).within(2, FINISH_COLUMNS);

    /** A bundle of two; the next ones hold twice as many each. */
    private static final FoldShape BUNDLE = shape("bundle", """
            CONSTANT 64 HINT 16384 BASE_HINT 1024 BASE 16384 EXTENSION 65536 SELECT 4096 BITS 256 PACK 5120 UNPACK 4096
            DOT 53248 FOLD 4096 SPONGE 6144 PATH 10240 STORE 2048 FETCH 1024 EQUAL 1024
            """);

    private static final int BUNDLES = 4;

    /** In the order of their indices. */
    static final List<FoldShape> ALL =
            Stream.concat(Stream.of(NARROW, WIDE, FINISH), bundles().stream()).toList();

    private StandardShapes() {}

    private static List<FoldShape> bundles() {
        List<FoldShape> bundles = new ArrayList<>();
        for (int i = 0; i < BUNDLES; i++) {
            Map<Gate, Integer> rows = new EnumMap<>(BUNDLE.rows());
            int shift = i;
            rows.replaceAll((gate, n) -> n << shift);
            bundles.add(FoldShape.of("bundle of " + (2 << i), rows));
        }
        return bundles;
    }

    private static FoldShape shape(String name, String text) {
        Map<Gate, Integer> rows = new EnumMap<>(Gate.class);
        try (Scanner words = new Scanner(text)) {
            while (words.hasNext()) {
                rows.put(Gate.valueOf(words.next()), words.nextInt());
            }
        }
        return FoldShape.of(name, rows);
    }
}

package io.bulwark.recursion.tables;

import io.bulwark.recursion.circuit.Gate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/** The shapes of the standard machine. Numbers of rows fill their pieces. */
final class StandardShapes {
    /** Lifts of segments whose shape has no precompile. */
    private static final FoldShape NARROW = shape("narrow", """
            CONSTANT 32 HINT 20480 BASE_HINT 2048 BASE 24576 EXTENSION 32768 SELECT 8192 BITS 512 PACK 5120 UNPACK 4096
            DOT 9728 FOLD 8192 SPONGE 8192 PATH 10240 STORE 2048 FETCH 2048 EQUAL 2048
            """);

    /** Lifts of every segment, and joins of two proofs of either shape. */
    private static final FoldShape WIDE = shape("wide", """
            CONSTANT 32 HINT 32768 BASE_HINT 2048 BASE 26624 EXTENSION 81920 SELECT 8192 BITS 512 PACK 8192 UNPACK 8192
            DOT 14336 FOLD 8192 SPONGE 10240 PATH 11264 STORE 3072 FETCH 2048 EQUAL 2048
            """);

    /** In the order of their indices. */
    static final List<FoldShape> ALL = List.of(NARROW, WIDE);

    private StandardShapes() {}

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

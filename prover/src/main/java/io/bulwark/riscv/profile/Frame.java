package io.bulwark.riscv.profile;

import io.bulwark.riscv.SourceLine;
import java.util.List;
import java.util.Optional;

/**
 * A function on a call stack: the stacks that go through it, as a tree.
 *
 * @param name the function's
 * @param source where its first instruction comes from
 * @param calls how often it was called on this stack
 * @param ownCycles instructions of its own
 * @param ownCells cells of those
 * @param cycles the same with the frames above it
 * @param cells the same with the frames above it
 * @param callees frames above it, in order of their names
 */
public record Frame(
        String name,
        Optional<SourceLine> source,
        long calls,
        long ownCycles,
        long ownCells,
        long cycles,
        long cells,
        List<Frame> callees) {}

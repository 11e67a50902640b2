package io.bulwark.riscv.profile;

import io.bulwark.riscv.SourceLine;
import java.util.Optional;

/**
 * What one function costs.
 *
 * @param name its symbol, or a system call in brackets
 * @param source where its first instruction comes from
 * @param calls how often it was entered
 * @param ownCycles instructions of its own
 * @param ownCells cells of those
 * @param cycles the same with all that it calls; a recursion counts once
 * @param cells the same with all that it calls
 */
public record FunctionCost(
        String name, Optional<SourceLine> source, long calls, long ownCycles, long ownCells, long cycles, long cells) {}

package io.bulwark.cluster.cli;

import io.bulwark.cluster.guest.FlameGraph;
import io.bulwark.cluster.guest.FoldedStacks;
import io.bulwark.cluster.guest.ProfileTable;
import io.bulwark.cluster.guest.Weight;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.profile.FunctionCost;
import io.bulwark.riscv.profile.Profile;
import io.bulwark.riscv.profile.Profiler;
import io.bulwark.riscv.segment.SegmentMachine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What {@code run} takes to tell cost by function, and how it tells it. */
final class ProfileOptions {
    @Option(
            names = "--profile",
            description = "cost by function: a table, collapsed stacks (ELF's name .folded) and a flame graph (.svg)")
    private boolean wanted;

    @Option(
            names = "--profile-by",
            paramLabel = "WHAT",
            defaultValue = "cells",
            description = "cells (default) or cycles")
    private Weight weight;

    @Option(
            names = "--profile-out",
            paramLabel = "PREFIX",
            description = "where to put .folded and .svg instead of the current directory")
    private Optional<Path> prefix = Optional.empty();

    /** A profile and the files that have it. */
    record Written(Profile profile, Weight weight, Path folded, Path picture) {
        void print(PrintWriter out) {
            out.print(ProfileTable.of(profile, weight));
            out.printf("stacks in %s, flame graph in %s%n", folded, picture);
        }

        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("cycles", profile.cycles());
            facts.put("cells", profile.cells());
            facts.put("folded", folded.toString());
            facts.put("flame_graph", picture.toString());
            facts.put(
                    "functions",
                    profile.functions().stream().map(Written::facts).toList());
            return facts;
        }

        private static Map<String, Object> facts(FunctionCost cost) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", cost.name());
            cost.source().ifPresent(line -> facts.put("source", line.toString()));
            facts.put("calls", cost.calls());
            facts.put("own_cells", cost.ownCells());
            facts.put("own_cycles", cost.ownCycles());
            facts.put("cells", cost.cells());
            facts.put("cycles", cost.cycles());
            return facts;
        }
    }

    boolean isWanted() {
        return wanted || prefix.isPresent();
    }

    /** Runs the program once more, watched; a fault ends it, and the profile is then what was seen before. */
    Written write(Path elf, Program program, Input input, Limits limits) {
        SegmentMachine machine = SegmentMachine.standard();
        Profiler profiler = new Profiler(program, machine::cellsOf);
        try {
            Executor.run(program, input, limits, profiler);
        } catch (GuestException stopped) {
            // Told by the run itself; what was seen until there is worth having.
        }
        Profile profile = profiler.profile();
        String name = elf.getFileName().toString().replaceFirst("\\.elf$", "");
        Path base = prefix.orElse(Path.of(name));
        Path folded = base.resolveSibling(base.getFileName() + ".folded");
        Path picture = base.resolveSibling(base.getFileName() + ".svg");
        write(folded, FoldedStacks.of(profile, weight));
        write(picture, FlameGraph.of(profile, weight, name));
        return new Written(profile, weight, folded, picture);
    }

    private static void write(Path file, String text) {
        GuestFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}

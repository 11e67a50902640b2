package io.bulwark.cluster.cli;

import io.bulwark.riscv.GuestException;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentShape;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a program without proving it, and says what a proof would cost. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a RISC-V program and plans its proof.",
            "Prints its exit code, its cycles, the cells of each table and the segments of each class. What it writes to file 2"
                    + " goes to standard error."
        },
        footer = {
            "",
            "Example: bulwark run guests/workout.elf --input rounds.bin",
            "         bulwark run guests/workout.elf --input rounds.bin --profile"
        })
final class RunVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ELF", description = "the program: a static RV32IM ELF file")
    private Path elf;

    @Option(names = "--input", paramLabel = "F", description = "what the program reads")
    private Optional<Path> input = Optional.empty();

    @Option(names = "--output", paramLabel = "F", description = "where to put what the program writes")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--max-cycles", paramLabel = "N", description = "stop the program after so many cycles")
    private Optional<Long> maxCycles = Optional.empty();

    @Option(names = "--check", description = "exit code 1 if the program's is not 0")
    private boolean check;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private ProfileOptions profiling;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Program program = GuestFiles.program(elf);
        SegmentMachine machine = SegmentMachine.standard();
        Limits limits = maxCycles.map(Limits.standard()::withMaxCycles).orElse(Limits.standard());
        Input read = GuestFiles.input(input);
        RunSummary summary;
        try {
            summary = SegmentPlanner.run(program, read, limits, machine.capacities(program), Optional.empty(), c -> {});
        } catch (GuestException stopped) {
            profile(program, read, limits).ifPresent(profile -> {
                profile.print(spec.commandLine().getErr());
                spec.commandLine().getErr().flush();
            });
            throw stopped;
        }
        RunResult result = summary.result();
        output.ifPresent(file -> GuestFiles.write(file, out -> {
            out.write(result.output());
            out.flush();
        }));
        PrintWriter err = spec.commandLine().getErr();
        err.print(new String(result.log(), StandardCharsets.UTF_8));
        err.flush();
        Map<String, Integer> segments = segments(machine, machine.shapesOf(program), summary);
        Optional<ProfileOptions.Written> profile = profile(program, read, limits);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = facts(machine, result, segments);
            profile.ifPresent(written -> facts.put("profile", written.facts()));
            out.println(Json.object(facts));
        } else {
            print(out, machine, result, segments);
            profile.ifPresent(written -> written.print(out));
        }
        out.flush();
        return check && result.exitCode() != 0 ? ExitCode.NO : ExitCode.OK;
    }

    private Optional<ProfileOptions.Written> profile(Program program, Input read, Limits limits) {
        return profiling.isWanted() ? Optional.of(profiling.write(elf, program, read, limits)) : Optional.empty();
    }

    private static Map<String, Integer> segments(SegmentMachine machine, List<Integer> shapes, RunSummary summary) {
        Map<String, Integer> segments = new LinkedHashMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            int count = summary.segmentsByShape().get(i);
            if (count > 0) {
                SegmentShape shape = machine.shapes().get(shapes.get(i));
                segments.put(shape.size().name().toLowerCase(Locale.ROOT) + " " + shape.name(), count);
            }
        }
        return segments;
    }

    private static void print(
            PrintWriter out, SegmentMachine machine, RunResult result, Map<String, Integer> segments) {
        out.printf("exit code %d after %,d cycles%n", result.exitCode(), result.cycles());
        out.printf("output: %,d bytes, digest %s%n", result.output().length, OutputDigest.of(result.digest()));
        out.println("segments:");
        segments.forEach((name, count) -> out.printf("  %-16s %,d%n", name, count));
        out.printf("%-16s %12s %14s%n", "table", "rows", "cells");
        new TreeMap<>(result.rows())
                .forEach((id, rows) -> out.printf(
                        "%-16s %,12d %,14d%n", id.name().toLowerCase(Locale.ROOT), rows, rows * machine.cellsOf(id)));
    }

    private static Map<String, Object> facts(SegmentMachine machine, RunResult result, Map<String, Integer> segments) {
        Map<String, Object> tables = new LinkedHashMap<>();
        for (Map.Entry<TableId, Long> e : new TreeMap<>(result.rows()).entrySet()) {
            tables.put(
                    e.getKey().name().toLowerCase(Locale.ROOT),
                    Map.of("rows", e.getValue(), "cells", e.getValue() * machine.cellsOf(e.getKey())));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("exit_code", result.exitCode());
        facts.put("cycles", result.cycles());
        facts.put("output_bytes", result.output().length);
        facts.put("output_digest", OutputDigest.of(result.digest()).toString());
        facts.put("segments", segments);
        facts.put("tables", tables);
        return facts;
    }
}

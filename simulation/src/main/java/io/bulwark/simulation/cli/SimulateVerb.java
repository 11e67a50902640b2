package io.bulwark.simulation.cli;

import io.bulwark.cluster.cli.ExitCode;
import io.bulwark.cluster.cli.Json;
import io.bulwark.cluster.cli.UsageException;
import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.plan.Weakness;
import io.bulwark.simulation.run.Shrinker;
import io.bulwark.simulation.world.Outcome;
import io.bulwark.simulation.world.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the cluster's decisions on simulated nodes in virtual time. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the cluster's own decisions on simulated nodes in virtual time, under faults, from a seed.",
            "The same command is the same run, bit for bit: the digest of all that happened says so. Where an invariant does not"
                    + " hold, the run is made as small as it can be and printed as the command that replays it; exit code 1."
        },
        footer = {
            "",
            "Example: bulwark simulate --nodes 9 --jobs 20 --seed 1 --faults crash,halves,loss",
            "         bulwark simulate --nodes 1000 --jobs 10000",
            "         bulwark simulate --faults all --soak"
        })
final class SimulateVerb implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "9", description = "how many nodes (9)")
    private int nodes;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "20", description = "how many jobs (20)")
    private int jobs;

    @Option(
            names = "--segments",
            paramLabel = "N",
            defaultValue = "12",
            description = "segments of a job, in the mean (12)")
    private int segments;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "what decides all that is by chance (1)")
    private long seed;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1", description = "so many runs, from the seed on (1)")
    private int seeds;

    @Option(
            names = "--faults",
            paramLabel = "KINDS",
            defaultValue = "none",
            description =
                    "all, none, or some with commas between: loss, duplicate, reorder, halves, lone, one-way, indirect, changing,"
                            + " region-cut, region-loss, crash, holder-crash, pause, slow, clock, disk-full, disk-damage, byzantine,"
                            + " refuser, staller, cancel (none)")
    private String faults;

    @Option(
            names = "--only",
            paramLabel = "NUMBERS",
            description = "of the faults only those with these numbers, or none: how a failing run is replayed small")
    private String only;

    @Option(
            names = "--policies",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "so many of a hundred jobs say who may work for them; a tenth of these ask for what nobody can"
                            + " do, wait, and are cancelled (0)")
    private int policies;

    @Option(names = "--soak", description = "run seed after seed until one fails or the process is told to end")
    private boolean soak;

    @Option(
            names = "--weakness",
            paramLabel = "NAME",
            defaultValue = "none",
            description =
                    "a defect put in on purpose, to see that it is found: forgetful, credulous, deaf, lossy, lax, forgiving (none)")
    private Weakness weakness;

    @Option(names = "--shrink", paramLabel = "N", defaultValue = "200", description = "try so many smaller runs (200)")
    private int shrink;

    @Option(names = "--log", paramLabel = "FILE", description = "write every event to this file")
    private Path logFile;

    @Option(names = "--json", description = "print one JSON object for each run")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Scenario first = scenario();
        PrintWriter out = spec.commandLine().getOut();
        for (long run = 0; soak || run < seeds; run++) {
            Scenario scenario = first.withSeed(first.seed() + run);
            Outcome outcome = run(scenario);
            print(out, outcome);
            out.flush();
            if (!outcome.holds()) {
                return fail(out, outcome);
            }
        }
        return ExitCode.OK;
    }

    private Scenario scenario() {
        try {
            Set<FaultKind> kinds = FaultKind.parse(faults);
            return new Scenario(
                    nodes,
                    jobs,
                    segments,
                    seed,
                    kinds,
                    Optional.ofNullable(only).map(this::numbers),
                    policies,
                    weakness);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private Set<Integer> numbers(String list) {
        try {
            return list.equals("none")
                    ? Set.of()
                    : Arrays.stream(list.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "expected numbers of faults with commas between, or none, got \"" + list + "\"", e);
        }
    }

    private Outcome run(Scenario scenario) {
        if (logFile == null) {
            return Simulation.run(scenario);
        }
        try (PrintWriter text = new PrintWriter(Files.newBufferedWriter(logFile))) {
            return Simulation.run(scenario, Optional.of(text));
        } catch (IOException e) {
            throw new UsageException("the log cannot be written: " + e.getMessage(), e);
        }
    }

    private int fail(PrintWriter out, Outcome outcome) {
        Outcome small = Shrinker.shrink(outcome, shrink);
        if (json) {
            out.println(Json.object(
                    Map.of("broken", small.broken(), "replay", small.scenario().command(), "digest", small.digest())));
        } else {
            out.println();
            out.println("The smallest run found that breaks the same:");
            small.scenario().plan().stream().limit(10).forEach(fault -> out.println("  fault " + fault));
            small.broken().stream().limit(3).forEach(how -> out.println("  " + how));
            out.println("  replay: " + small.scenario().command());
        }
        out.flush();
        return ExitCode.NO;
    }

    private void print(PrintWriter out, Outcome outcome) {
        if (json) {
            out.println(Json.object(facts(outcome)));
            return;
        }
        var ends = outcome.ends();
        var work = outcome.work();
        Scenario s = outcome.scenario();
        out.printf(
                "seed %d: %d nodes in %d regions, %d jobs: %d succeeded, %d cancelled, %d failed, %d open%n",
                s.seed(),
                s.nodes(),
                s.regions(),
                s.jobs(),
                ends.succeeded(),
                ends.cancelled(),
                ends.failed(),
                ends.open());
        out.printf(
                "  makespan %.1f s, efficiency %.1f %%; %d tasks, %d repeated (%d of them segments); jobs went on %d times after a failure%n",
                outcome.makespan() / NANOS,
                outcome.efficiency() * 100,
                work.tasks(),
                work.repeated(),
                work.repeatedSegments(),
                work.restarts());
        var time = outcome.time();
        out.printf(
                "  nodes' time: proving %.1f %%, checking %.1f %%, reading inputs %.1f %%, asking for tasks %.1f %%, idle %.1f %%, idle at"
                        + " the end %.1f %%%n",
                time.proving() * 100,
                time.checking() * 100,
                time.reading() * 100,
                time.asking() * 100,
                time.idle() * 100,
                time.last() * 100);
        out.printf(
                "  %d faults; %d lies told, %d refused, operators set aside %d times; %d messages%n",
                s.plan().size(), work.lies(), work.refused(), work.setAside(), outcome.messages());
        out.printf(
                "  I1 to I4, I6, I7: %s; digest %s of %d events%n",
                outcome.holds() ? "hold" : "BROKEN", outcome.digest(), outcome.events());
        outcome.broken().forEach(how -> out.println("  " + how));
    }

    private static Map<String, Object> facts(Outcome outcome) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", outcome.scenario().command());
        facts.put("seed", outcome.scenario().seed());
        facts.put("nodes", outcome.scenario().nodes());
        facts.put("jobs", outcome.scenario().jobs());
        facts.put("succeeded", outcome.ends().succeeded());
        facts.put("cancelled", outcome.ends().cancelled());
        facts.put("failed", outcome.ends().failed());
        facts.put("open", outcome.ends().open());
        facts.put("makespanSeconds", outcome.makespan() / NANOS);
        facts.put("efficiency", outcome.efficiency());
        facts.put("time", outcome.time());
        facts.put("tasks", outcome.work().tasks());
        facts.put("repeated", outcome.work().repeated());
        facts.put("repeatedSegments", outcome.work().repeatedSegments());
        facts.put("recoveries", outcome.work().restarts());
        facts.put("lies", outcome.work().lies());
        facts.put("refused", outcome.work().refused());
        facts.put("setAside", outcome.work().setAside());
        facts.put("messages", outcome.messages());
        facts.put("events", outcome.events());
        facts.put("broken", outcome.broken());
        facts.put("digest", outcome.digest());
        return facts;
    }
}

package io.bulwark.simulation.chaos;

import io.bulwark.client.BulwarkException;
import io.bulwark.cluster.demo.DemoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plays scenarios one after the other. */
public final class ChaosRun {
    private static final String ALL = "all";

    private final List<Scenario> scenarios;
    private final Class<?> main;
    private final Consumer<String> progress;
    private final boolean keep;

    /**
     * A run of these.
     *
     * @param names of scenarios; none, or "all": all of them
     * @param main the class whose {@code main} is the command line of nodes that know {@link LightWork}
     * @param progress hears what happens
     * @param keep whether the nodes' logs and data stay, as they do anyway where something is broken
     * @throws IllegalArgumentException if there is no scenario of a name
     */
    public ChaosRun(List<String> names, Class<?> main, Consumer<String> progress, boolean keep) {
        scenarios = chosen(names);
        this.main = main;
        this.progress = progress;
        this.keep = keep;
    }

    private static List<Scenario> every() {
        List<Scenario> every = new ArrayList<>(Kills.all());
        every.add(new FirstOperator());
        every.addAll(Stop.all());
        every.addAll(Cuts.all());
        every.add(new WrongClock());
        every.add(new Drain());
        every.add(new Upgrade());
        every.addAll(Disks.all());
        every.addAll(Damage.all());
        every.add(new SecondProcess());
        every.add(new KeptOut());
        every.add(new Goodput());
        return every;
    }

    private static List<Scenario> chosen(List<String> names) {
        List<Scenario> every = every();
        Set<Scenario> chosen = new LinkedHashSet<>();
        for (String name : names.isEmpty() ? List.of(ALL) : names) {
            List<Scenario> meant = every.stream()
                    .filter(scenario -> name.equals(ALL) || scenario.name().equals(name))
                    .toList();
            if (meant.isEmpty()) {
                throw new IllegalArgumentException("expected all, list, or some of "
                        + every.stream().map(Scenario::name).collect(Collectors.joining(", ")) + "; got \"" + name
                        + '"');
            }
            chosen.addAll(meant);
        }
        return List.copyOf(chosen);
    }

    /** What there is: name, rows and a line about each. */
    public static List<List<String>> list() {
        return every().stream()
                .map(scenario -> List.of(scenario.name(), scenario.rows(), scenario.what()))
                .toList();
    }

    /** Plays them. */
    public List<Finding> play() throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            progress.accept(scenario.name() + ": " + scenario.what());
            Finding finding = play(scenario);
            progress.accept("  " + finding.verdict() + ", %.0f s".formatted(finding.seconds()));
            findings.add(finding);
        }
        return findings;
    }

    private Finding play(Scenario scenario) throws InterruptedException {
        Trial trial = new Trial(scenario, progress);
        Optional<String> impossible = scenario.impossible();
        if (impossible.isPresent()) {
            return trial.skipped(impossible.get());
        }
        Path directory = directory();
        try {
            scenario.run(trial, new Stage(main, directory));
        } catch (ChaosException | BulwarkException | DemoException e) {
            trial.require(false, e.getMessage());
        }
        if (keep || !trial.holds()) {
            progress.accept("  logs and data are in " + directory);
        } else {
            delete(directory);
        }
        return trial.finding();
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("bulwark-chaos-");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory can be made for temporary files: " + e.getMessage(), e);
        }
    }

    private void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            progress.accept("  some temporary files are left in " + directory + ": " + e.getMessage());
        }
    }
}

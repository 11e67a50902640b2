package io.bulwark.simulation.cli;

import io.bulwark.cluster.cli.ExitCode;
import io.bulwark.cluster.cli.Json;
import io.bulwark.cluster.cli.UsageException;
import io.bulwark.simulation.risk.Assessment;
import io.bulwark.simulation.risk.Figure;
import io.bulwark.simulation.risk.HtmlReport;
import io.bulwark.simulation.risk.NetworkMap;
import io.bulwark.simulation.risk.Threat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what can befall a network. */
@Command(
        name = "risk",
        mixinStandardHelpOptions = true,
        description = {
            "Says what can befall a network of operators in jurisdictions: single points of failure, how many have to act together to halt,"
                    + " censor or capture it, what one jurisdiction sees, downtime and its cost.",
            "Each figure comes with the assumption behind it. A map is a JSON file; simulation/maps has four."
        },
        footer = {
            "",
            "Example: bulwark risk simulation/maps/permissioned-five.json",
            "         bulwark risk simulation/maps/open-120.json --html risk.html"
        })
final class RiskVerb implements Callable<Integer> {
    private static final long MOST_BYTES = 4 << 20;

    @Parameters(
            paramLabel = "MAP",
            description = "who runs how many nodes where, what jobs ask for, and how often what fails")
    private Path map;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "what decides all that is by chance (1)")
    private long seed;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "write a report that needs nothing but itself")
    private Path html;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Assessment assessment = Assessment.of(read(), seed);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.object(facts(assessment)));
        } else {
            print(out, assessment);
        }
        if (html != null) {
            write(HtmlReport.of(assessment));
        }
        out.flush();
        return ExitCode.OK;
    }

    private NetworkMap read() {
        try {
            if (Files.size(map) > MOST_BYTES) {
                throw new UsageException(
                        map + " is no map: expected at most " + MOST_BYTES + " bytes, got " + Files.size(map));
            }
            return NetworkMap.parse(Files.readString(map));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no map " + map, e);
        } catch (IOException e) {
            throw new UsageException("the map " + map + " cannot be read: " + e.getMessage(), e);
        } catch (NetworkMap.MapException e) {
            throw new UsageException(map + ": " + e.getMessage(), e);
        }
    }

    private void write(String page) {
        try {
            Files.writeString(html, page);
        } catch (IOException e) {
            throw new UsageException("the report cannot be written: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, Assessment assessment) {
        out.println(assessment.map());
        out.println();
        out.printf("%-42s %-10s %-10s %s%n", "threat", "likelihood", "impact", "score");
        for (Threat threat : assessment.threats()) {
            out.printf(
                    "%-42s %-10s %-10s %2d %-7s %s%n",
                    threat.name(),
                    threat.likelihood(),
                    threat.impact(),
                    threat.score(),
                    threat.verdict(),
                    threat.why());
        }
        out.println();
        for (Figure figure : assessment.figures()) {
            out.printf("%s: %s%n    assuming: %s%n", figure.name(), figure.value(), figure.assumption());
        }
    }

    private static Map<String, Object> facts(Assessment assessment) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("map", assessment.map());
        facts.put("seed", assessment.seed());
        facts.put("threats", assessment.threats().stream().map(RiskVerb::facts).toList());
        facts.put(
                "figures",
                assessment.figures().stream()
                        .map(figure -> Map.of(
                                "name", figure.name(), "value", figure.value(), "assumption", figure.assumption()))
                        .toList());
        facts.put("seenByJurisdiction", assessment.seen());
        facts.put("nodesByOperator", assessment.operators());
        facts.put("nodesByJurisdiction", assessment.jurisdictions());
        facts.put("haltedHoursMean", assessment.hours().get(0));
        facts.put("haltedHoursWorst", assessment.hours().get(1));
        facts.put("overloadedHoursMean", assessment.hours().get(2));
        facts.put("overloadedHoursWorst", assessment.hours().get(3));
        return facts;
    }

    private static Map<String, Object> facts(Threat threat) {
        return new LinkedHashMap<>(Map.of(
                "name", threat.name(),
                "likelihood", threat.likelihood().toString(),
                "impact", threat.impact().toString(),
                "score", threat.score(),
                "verdict", threat.verdict(),
                "why", threat.why(),
                "answer", threat.answer()));
    }
}

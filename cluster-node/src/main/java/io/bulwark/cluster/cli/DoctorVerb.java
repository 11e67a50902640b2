package io.bulwark.cluster.cli;

import io.bulwark.cluster.doctor.Doctor;
import io.bulwark.cluster.doctor.Finding;
import io.bulwark.cluster.doctor.Finding.Verdict;
import io.bulwark.cluster.doctor.Machine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine can do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what this machine can do: JDK, vectors, cores, memory, ports, disk, and what guests are built and compared"
                    + " with.",
            "Each line that is not as it should be comes with its remedy. Exit code 1 if something needed is missing."
        },
        footer = {"", "Example: bulwark doctor"})
final class DoctorVerb implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "bulwark-data",
            description = "where a node would keep what it knows (bulwark-data)")
    private Path data;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Machine machine;

    DoctorVerb(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        List<Finding> findings = Doctor.examine(machine, data);
        boolean works = findings.stream().noneMatch(finding -> finding.verdict() == Verdict.MISSING);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("works", works);
            facts.put("findings", findings.stream().map(DoctorVerb::facts).toList());
            out.println(Json.object(facts));
        } else {
            Ansi ansi = spec.commandLine().getColorScheme().ansi();
            findings.forEach(finding -> print(out, ansi, finding));
            out.println(works ? "Bulwark works here." : "Bulwark does not work here yet.");
        }
        out.flush();
        return works ? ExitCode.OK : ExitCode.NO;
    }

    private static void print(PrintWriter out, Ansi ansi, Finding finding) {
        String verdict = switch (finding.verdict()) {
            case OK -> ansi.string("@|green ok     |@");
            case ADVICE -> ansi.string("@|yellow advice |@");
            case MISSING -> ansi.string("@|bold,red missing|@");
        };
        out.printf("%s  %-14s %s%n", verdict, finding.check(), finding.found());
        if (!finding.remedy().isEmpty()) {
            out.printf("%24s %s%n", "->", finding.remedy());
        }
    }

    private static Map<String, Object> facts(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("check", finding.check());
        facts.put("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
        facts.put("found", finding.found());
        facts.put("remedy", finding.remedy());
        return facts;
    }
}

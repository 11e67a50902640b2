package io.bulwark.cluster.cli;

import io.bulwark.proof.ParameterException;
import io.bulwark.proof.ProofDimensions;
import io.bulwark.proof.SecurityCalculator;
import io.bulwark.proof.SecurityCalculator.Round;
import io.bulwark.proof.SecurityParameters;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the proven bits of each round of the proof system, and which round binds. */
@Command(
        name = "security",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the proven bits of each round of the largest proof that a named set of parameters allows, and which round",
            "binds. Unique decoding, no conjecture, the hash taken as ideal. Exit code 1 if a round has fewer bits than the",
            "set's name says."
        },
        footer = {"", "Example: bulwark security --set 128 --rate 2"})
final class SecurityVerb implements Callable<Integer> {
    @Option(names = "--set", paramLabel = "NAME", defaultValue = "128", description = "128 (default) or 100")
    private int set;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2",
            description = "the code's rate is 1/N: 2 (default), 4, 8 or 16")
    private int rate;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (Integer.bitCount(rate) != 1) {
            throw new UsageException("expected a rate of 1/2, 1/4, 1/8 or 1/16, got 1/" + rate);
        }
        SecurityCalculator.Report report;
        try {
            SecurityParameters parameters = SecurityParameters.named(set, Integer.numberOfTrailingZeros(rate));
            report = SecurityCalculator.report(parameters, ProofDimensions.greatest(parameters));
        } catch (ParameterException e) {
            throw new UsageException(e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.object(facts(report)));
        } else {
            print(out, report);
        }
        return report.least() >= set ? ExitCode.OK : ExitCode.NO;
    }

    private void print(PrintWriter out, SecurityCalculator.Report report) {
        SecurityParameters p = report.parameters();
        out.printf(
                "Set %d at rate 1/%d: %d queries, %d bits of work, final polynomial of 2^%d, cap of 2^%d digests%n",
                set, rate, p.queries(), p.workBits(), p.logFinal(), p.capHeight());
        out.printf(
                "Largest proof: 2^%d rows in a stack, 2^%d fractions%n%n",
                report.dimensions().logStack(), report.dimensions().logLeaves());
        out.print(report.table());
    }

    private Map<String, Object> facts(SecurityCalculator.Report report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("set", set);
        facts.put("rate", "1/" + rate);
        facts.put("binding", report.binding().name());
        facts.put("bits", report.least());
        facts.put("sum_bits", report.sum());
        facts.put("rounds", report.rounds().stream().map(SecurityVerb::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(Round round) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("round", round.name());
        facts.put("bits", round.bits());
        facts.put("count", round.count());
        facts.put("error", round.formula());
        facts.put("source", round.source());
        return facts;
    }
}

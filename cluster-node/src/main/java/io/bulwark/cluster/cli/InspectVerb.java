package io.bulwark.cluster.cli;

import io.bulwark.backend.VerificationException;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunReader;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.tables.SegmentEnds;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a proof says of itself; verifies nothing. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a proof file of any kind says: of which run, by which circuit and parameters, how large its parts are; of a",
            "chain its segments; of a bundle how many runs it has. It verifies nothing: that is 'bulwark verify'."
        },
        footer = {"", "Example: bulwark inspect batch.proof"})
final class InspectVerb implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "the proof file")
    private Path proof;

    @Option(
            names = "--security",
            paramLabel = "SET",
            defaultValue = "128",
            description = "the set of circuits that folded proofs are of: 128 (default) or 100")
    private int security;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Inputs.sizeOfReadable(proof);
        ProofKind kind = RunCheck.kindOf(proof)
                .orElseThrow(() -> new UsageException(proof + " is no proof of a run, nor a bundle or its member"));
        PrintWriter out = spec.commandLine().getOut();
        try {
            Map<String, Object> facts = kind == ProofKind.SEGMENTS
                    ? segments()
                    : new FoldedFacts(FoldIdentities.standard(security)).of(kind, RunCheck.folded(proof));
            if (json) {
                out.println(Json.object(facts));
            } else {
                facts.forEach((name, value) -> print(out, name, value));
            }
            out.flush();
            return ExitCode.OK;
        } catch (VerificationException e) {
            out.println("BROKEN: " + e.getMessage());
            out.flush();
            return ExitCode.NO;
        } catch (IOException e) {
            throw new UsageException(proof + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Facts by line; of a list, and of facts among facts, a line for each. */
    private static void print(PrintWriter out, String name, Object value) {
        switch (value) {
            case List<?> several -> several.forEach(one -> out.printf("%-14s %s%n", name, one));
            case Map<?, ?> inner ->
                inner.forEach((part, size) -> out.printf("%-14s %-18s %9s%n", name, part, sizeText(size)));
            default -> out.printf("%-14s %s%n", name, value);
        }
    }

    private static String sizeText(Object size) {
        return size instanceof Number number ? "%,d".formatted(number.longValue()) : size.toString();
    }

    private Map<String, Object> segments() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(proof), 1 << 16)) {
            RunReader reader = new RunReader(in);
            SegmentMachine machine = SegmentMachine.standard();
            ProgramKey program = reader.header().program(machine);
            Map<String, Object> facts = facts(reader.header());
            List<Map<String, Object>> segments = new ArrayList<>();
            for (Optional<SegmentProof> next = reader.next(program.key());
                    next.isPresent();
                    next = reader.next(program.key())) {
                segments.add(facts(machine, next.get()));
            }
            facts.put("segment", segments);
            return facts;
        }
    }

    private static Map<String, Object> facts(RunHeader header) {
        SecurityParameters p = header.parameters();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", "segments");
        facts.put("program", header.id().toString());
        facts.put("machine", header.machine().toString());
        facts.put("entry", "0x%08x".formatted(header.start().entry() << 2));
        facts.put("image_root", header.start().image().toString());
        facts.put("input_bytes", header.input().length());
        facts.put("input_digest", header.input().digest().toString());
        facts.put("rate", "1/" + (1 << p.logBlowup()));
        facts.put("queries", p.queries());
        facts.put("work_bits", p.workBits());
        return facts;
    }

    private static Map<String, Object> facts(SegmentMachine machine, SegmentProof segment) {
        int[] values = segment.values();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("shape", machine.shapes().get(segment.shape()).title());
        facts.put("start_pc", "0x%08x".formatted(values[SegmentEnds.START_PC] << 2));
        facts.put("end_pc", "0x%08x".formatted(values[SegmentEnds.END_PC] << 2));
        facts.put("cycles", values[SegmentEnds.CYCLES] + ((long) values[SegmentEnds.CYCLES + 1] << 16));
        facts.put("halted", values[SegmentEnds.HALTED] == 1);
        facts.put("bytes", segment.proof().length);
        return facts;
    }
}

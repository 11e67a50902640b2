package io.bulwark.cluster.cli;

import io.bulwark.backend.VerificationException;
import io.bulwark.proof.SecurityParameters;
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

/** Shows what a run's proof says of itself; verifies nothing. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a run's proof says: program, input, parameters, segments.",
            "It verifies nothing: that is 'bulwark verify'."
        },
        footer = {"", "Example: bulwark inspect workout.proof"})
final class InspectVerb implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "the proof file")
    private Path proof;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Inputs.sizeOfReadable(proof);
        PrintWriter out = spec.commandLine().getOut();
        if (!RunCheck.isRun(proof)) {
            throw new UsageException(proof + " is no run's proof");
        }
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
            facts.put("segments", segments);
            if (json) {
                out.println(Json.object(facts));
            } else {
                facts.forEach((name, value) -> {
                    if (!name.equals("segments")) {
                        out.printf("%-14s %s%n", name, value);
                    }
                });
                segments.forEach(segment -> out.println("segment        " + segment));
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

    private static Map<String, Object> facts(RunHeader header) {
        SecurityParameters p = header.parameters();
        Map<String, Object> facts = new LinkedHashMap<>();
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

package io.bulwark.cluster.cli;

import io.bulwark.air.Machine;
import io.bulwark.examples.AccumulatorMachine;
import io.bulwark.examples.AccumulatorProgram;
import io.bulwark.examples.SpongeMachine;
import io.bulwark.proof.Key;
import io.bulwark.proof.KeyExport;
import io.bulwark.proof.ParameterException;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.segment.SegmentMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all that another implementation needs to verify proofs of a machine. */
@Command(
        name = "export-machine",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a machine as JSON, for other implementations.",
            "Its buses, chips, closed forms and shapes, its digest, the roots of its preprocessed columns, and the parameters",
            "that proofs of it are verified with. Machines: sponge; accumulator (with a program of 2^8 random instructions); riscv",
            "(without a program, so the roots of its preprocessed columns are null)."
        },
        footer = {"", "Example: bulwark export-machine sponge --out sponge.json"})
final class ExportMachineVerb implements Callable<Integer> {
    private static final long PROGRAM_SEED = 1;
    private static final Map<String, Function<SecurityParameters, Key>> MACHINES = new TreeMap<>(Map.of(
            "sponge",
            parameters -> Key.withoutPreprocessed(SpongeMachine.standard(), parameters),
            "accumulator",
            ExportMachineVerb::accumulator,
            "riscv",
            ExportMachineVerb::riscv));

    @Parameters(paramLabel = "MACHINE", description = "the machine's name")
    private String name;

    @Option(names = "--out", paramLabel = "F", description = "the file to write; none: standard output")
    private Path file;

    @Option(names = "--security", paramLabel = "SET", defaultValue = "128", description = "128 (default) or 100")
    private int security;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Function<SecurityParameters, Key> machine = MACHINES.get(name);
        if (machine == null) {
            throw new UsageException("there is no machine called " + name + "; there are " + MACHINES.keySet());
        }
        SecurityParameters parameters;
        try {
            parameters = SecurityParameters.named(security, 1);
        } catch (ParameterException e) {
            throw new UsageException(e.getMessage(), e);
        }
        String json = KeyExport.of(machine.apply(parameters)).toString();
        if (file == null) {
            spec.commandLine().getOut().println(json);
            return ExitCode.OK;
        }
        try {
            Files.writeString(file, json + "\n");
            return ExitCode.OK;
        } catch (IOException e) {
            throw new UsageException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** No program, so no shape has a commitment. */
    private static Key riscv(SecurityParameters parameters) {
        Machine machine = SegmentMachine.standard().machine();
        return new Key(machine, parameters, Collections.nCopies(machine.shapes().size(), Optional.empty()));
    }

    /** A program is part of the key, so there has to be one: random instructions, the same ones every time. */
    private static Key accumulator(SecurityParameters parameters) {
        AccumulatorProgram program =
                AccumulatorProgram.random(AccumulatorMachine.BYTE, 1 << AccumulatorMachine.BYTE, PROGRAM_SEED);
        return ProverKey.of(AccumulatorMachine.standard(), parameters, program.preprocessed(), ProverOptions.standard())
                .key();
    }
}

package io.bulwark.cluster.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulwark.air.Machine;
import io.bulwark.air.MachineExport;
import io.bulwark.examples.SpongeMachine;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Key;
import io.bulwark.proof.ParameterException;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.SecurityParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
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
            "Writes a machine as JSON: its buses, chips, closed forms and shapes, its digest, the roots of its preprocessed",
            "columns, and the parameters that proofs of it are verified with. Machines: sponge."
        },
        footer = {"", "Example: bulwark export-machine sponge --out sponge.json"})
final class ExportMachineVerb implements Callable<Integer> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, Function<SecurityParameters, Key>> MACHINES =
            Map.of("sponge", parameters -> Key.withoutPreprocessed(SpongeMachine.standard(), parameters));

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
        String json = export(machine.apply(parameters)).toString();
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

    /** The object of the reference specification's files, without a proof. */
    static ObjectNode export(Key key) {
        ObjectNode out = JSON.objectNode();
        Machine machine = key.machine();
        out.set("machine", MachineExport.of(machine));
        out.set("machine_digest", numbers(key.machineDigest()));
        SecurityParameters p = key.parameters();
        out.putObject("parameters")
                .put("log_blowup", p.logBlowup())
                .put("queries", p.queries())
                .put("work_bits", p.workBits())
                .put("log_final", p.logFinal())
                .put("cap_height", p.capHeight());
        ArrayNode preprocessed = out.putArray("preprocessed");
        IntStream.range(0, machine.shapes().size())
                .mapToObj(key::preprocessed)
                .forEach(known -> known.ifPresentOrElse(
                        commitment -> preprocessed.add(commitment(commitment)), preprocessed::addNull));
        return out;
    }

    private static ObjectNode commitment(Preprocessed commitment) {
        ObjectNode out = JSON.objectNode();
        out.set("root", numbers(commitment.root()));
        out.set("cap", numbers(commitment.cap()));
        return out;
    }

    /** Elements in Montgomery form, as canonical numbers. */
    private static ArrayNode numbers(int[] elements) {
        ArrayNode out = JSON.arrayNode();
        Arrays.stream(elements).map(KoalaBear::toCanonical).forEach(out::add);
        return out;
    }
}

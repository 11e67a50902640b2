package io.bulwark.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The reference specification, an independent prover and verifier in Python, by its command line. It lies in {@code ../shared/spec} beside this
 * repository, or where the environment variable {@code BULWARK_SPEC} says.
 */
final class ReferenceSpecification {
    static final String ACCEPTED = "accepted";

    private static final String VARIABLE = "BULWARK_SPEC";
    private static final String PYTHON = "python3";
    private static final String NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))";
    private static final int MINUTES = 5;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final Path scratch;

    private ReferenceSpecification(Path folder, Path scratch) {
        this.folder = folder;
        this.scratch = scratch;
    }

    /** Skips the test that calls it where the specification or Python is missing, and says which. */
    static ReferenceSpecification orSkip(Path scratch) {
        Path beside = Path.of("").toAbsolutePath().getParent().resolveSibling("shared/spec");
        Path folder = Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).orElse(beside);
        assumeTrue(
                Files.isReadable(folder.resolve("exchange.py")),
                () -> "no exchange with the reference specification: it is not in " + folder + "; " + VARIABLE
                        + " may name its folder");
        ReferenceSpecification specification = new ReferenceSpecification(folder, scratch);
        assumeTrue(
                specification.hasPython(),
                "no exchange with the reference specification: it needs Python 3.11 or later");
        return specification;
    }

    private boolean hasPython() {
        try {
            run("-c", NEW_ENOUGH);
            return true;
        } catch (IOException | IllegalStateException e) {
            return false;
        }
    }

    /** Its verdict on a proof: {@link #ACCEPTED}, or "refused: " and why. */
    String verdict(JsonNode file, byte[] proof) throws IOException {
        Path bytes = Files.write(scratch.resolve("proof.bin"), proof);
        return run("exchange.py", "verify", write(file).toString(), bytes.toString());
    }

    /** The file with a proof of its tables, the machine's digest and the preprocessed commitments. */
    JsonNode prove(JsonNode file) throws IOException {
        return MAPPER.readTree(run("exchange.py", "prove", write(file).toString()));
    }

    /** What a program prints that uses the specification's modules; its argument is the file's name. */
    JsonNode evaluate(String program, JsonNode argument) throws IOException {
        return MAPPER.readTree(run("-c", program, write(argument).toString()));
    }

    private Path write(JsonNode file) throws IOException {
        return Files.writeString(scratch.resolve("file.json"), file.toString());
    }

    /** What it prints. A refusal ends with exit code 1, as does a failure, which prints nothing. */
    private String run(String... arguments) throws IOException {
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("no answer in " + MINUTES + " minutes from " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(out).strip();
        if (process.exitValue() != 0 && printed.isEmpty()) {
            throw new IllegalStateException(command + " failed: " + Files.readString(err));
        }
        return printed;
    }
}

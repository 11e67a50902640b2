package io.bulwark.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar for other projects, as it was packaged, and the example of its use: a stranger's program with nothing else on its class path. */
class VerifierJarIT {
    private static final Path JAR = Path.of(System.getProperty("bulwark.verifier.jar"));
    private static final Path EXAMPLE = Path.of("src", "example", "CheckProof.java");
    /** A jar that grows beyond this has taken in what verifying does not need. */
    private static final long MAX_BYTES = 1_000_000;

    @TempDir
    private Path directory;

    private static List<String> classes() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }

    @Test
    void holdsNothingOfProversActorsOrMessages() throws IOException {
        assertThat(classes())
                .contains("io/bulwark/verifier/ProofVerifier.class", "io/bulwark/proof/Verifier.class")
                .allMatch(name -> name.startsWith("io/bulwark/"))
                .noneMatch(Pattern.compile("Prover|StackedCommitment|/FractionLayers|/FriWord|Tracer|Planner|FoldKey")
                        .asPredicate())
                .noneMatch(Pattern.compile("io/bulwark/(aggregator|protocol|cluster|examples)/(?!package-info)")
                        .asPredicate());
    }

    @Test
    void isSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(MAX_BYTES);
    }

    @Test
    void theGuideShowsTheExampleThatIsTriedHere() throws IOException {
        assertThat(Path.of("..", "docs", "verify-in-your-project.md")).content().contains(Files.readString(EXAMPLE));
    }

    @Test
    void aStrangersProgramAcceptsAProofWithTheJarAlone() throws Exception {
        assertThat(example("primes.final", "primes.output")).startsWith("accepted after ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"primes.input", "primes.id"})
    void aStrangersProgramIsToldOfARefusal(String output) throws Exception {
        assertThat(example("primes.final", output)).startsWith("refused: output digest of the run");
        assertThat(example(output, output)).startsWith("refused: ");
    }

    /** What the example prints, compiled and run with the jar alone on the class path and without the vector module. */
    private String example(String proof, String output) throws IOException, InterruptedException {
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        InputStream.nullInputStream(),
                        System.out,
                        System.err,
                        "-cp",
                        JAR.toString(),
                        "-d",
                        directory.toString(),
                        EXAMPLE.toString());
        assertThat(compiled).isZero();
        String classPath = JAR + System.getProperty("path.separator") + directory;
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
        command.addAll(List.of("-cp", classPath, "CheckProof"));
        command.addAll(Arrays.asList(
                Fixture.path(proof).toString(),
                Fixture.programId(),
                Fixture.path(output).toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed.toLowerCase(Locale.ROOT)).isZero();
        return printed;
    }
}

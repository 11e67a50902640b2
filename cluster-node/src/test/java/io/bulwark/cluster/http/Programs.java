package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Other people's programs, run in a directory for files that go with the test. */
record Programs(Path directory) {
    private static final int MINUTES = 15;

    private record Ended(int exitCode, String said) {}

    /** Runs one to its end, which has to be a success; answers what it said. */
    String run(String... command) throws IOException, InterruptedException {
        Ended ended = end(command);
        assertThat(ended.exitCode)
                .as("%s%n%s", String.join(" ", command), ended.said)
                .isZero();
        return ended.said;
    }

    /** Runs one that fetches what the test needs. Where it cannot, the test is left out, and says why. */
    void install(String... command) throws InterruptedException {
        try {
            Ended ended = end(command);
            Assumptions.assumeTrue(ended.exitCode == 0, () -> String.join(" ", command) + ": " + ended.said);
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    private Ended end(String... command) throws IOException, InterruptedException {
        Path said = directory.resolve("said");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(command[0])
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }
}

package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.doctor.ThisMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** The commands of {@code docs/api.md}, in order, in one directory, to a server that runs. */
@Timeout(180)
class ApiDocTest {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    @Test
    void eachCommandWorksAsWritten() throws IOException, InterruptedException {
        Assumptions.assumeTrue(new ThisMachine().hasProgram("curl"), "curl is not on PATH");
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(Path.of("..", "docs", "api.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).hasSizeGreaterThan(8);

        try (ServedNode node = ServedNode.alone(directory, Duration.ofMillis(1))) {
            Path shell = Files.createDirectory(directory.resolve("shell"));
            for (String block : blocks.subList(1, blocks.size())) {
                run(shell, "export BULWARK=" + node.url() + "\nset -e\n" + block);
            }
            assertThat(blocks.getFirst()).isEqualTo("export BULWARK=http://127.0.0.1:8480\n");
            assertThat(shell.resolve("run.proof")).isNotEmptyFile();
        }
    }

    private static void run(Path shell, String commands) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", commands)
                .directory(shell.toFile())
                .redirectErrorStream(true)
                .redirectOutput(shell.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(commands).isTrue();
        assertThat(process.exitValue())
                .as("%s%n%s", commands, Files.readString(shell.resolve("said"), StandardCharsets.UTF_8))
                .isZero();
    }
}

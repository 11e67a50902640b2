package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.work.HashChainMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node as a process of its own: it leaves when it is told to, and logs as it was told to. */
@Timeout(120)
class NodeProcessTest {
    @TempDir
    private Path directory;

    @Test
    void leavesAtSigtermWithExitCode0AndLogsJson() throws Exception {
        Path settings = Files.writeString(directory.resolve("node.conf"), """
                bulwark {
                  name = lonely
                  data = "%s"
                  workers = thread
                  http { port = off, management-port = off }
                  log.json = true
                }
                """.formatted(directory.resolve("data")));
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HashChainMain.class.getName(),
                        "node",
                        "--config",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            while (!Files.readString(directory.resolve("log")).contains("node lonely")) {
                assertThat(node.isAlive())
                        .as(Files.readString(directory.resolve("log")))
                        .isTrue();
                Thread.sleep(100);
            }

            node.destroy();

            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue())
                    .as(Files.readString(directory.resolve("log")))
                    .isZero();
            List<JsonNode> lines = logged();
            assertThat(lines)
                    .isNotEmpty()
                    .allMatch(
                            line -> line.at("/context/properties/node").asText().equals("lonely"));
        } finally {
            node.destroyForcibly();
        }
    }

    private List<JsonNode> logged() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        return Files.readAllLines(directory.resolve("log")).stream()
                .filter(line -> line.startsWith("{"))
                .map(line -> {
                    try {
                        return mapper.readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toList();
    }
}

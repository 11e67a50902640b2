package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code certs join} runs when it is told to start the node, and with which settings: on a command line whose {@code node} only says what it was told. */
class CertsJoinTest {
    private static final int OF_THE_NODE = 7;

    @TempDir
    private Path directory;

    private final Node node = new Node();
    private final StringWriter said = new StringWriter();

    /** In the place of the verb that runs a node. */
    @Command(name = "node")
    private static final class Node implements Callable<Integer> {
        @Option(names = "--config")
        private Optional<Path> config = Optional.empty();

        @Override
        public Integer call() {
            return OF_THE_NODE;
        }
    }

    private int run(String command) {
        return new CommandLine(CommandSpec.create())
                .addSubcommand(new CertsVerb())
                .addSubcommand(node)
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(CommandLineForTests.words(directory, command).toArray(String[]::new));
    }

    @BeforeEach
    void found() {
        assertThat(run("certs ca --operator delta --jurisdiction JP --out @/delta"))
                .isZero();
        assertThat(run("certs found @/delta/ca.pem --out @/list")).isZero();
        assertThat(run("certs sign @/list --ca @/delta")).isZero();
    }

    private static String join(String more) {
        return "certs join @/list --ca @/delta --node delta-1 --region tokyo --host node1.delta.example,10.0.0.4"
                + " --port 8700 --through node1.alpine.example:8600,node1.baltic.example:8600 --out @/node-1" + more;
    }

    @Test
    void startsTheNodeWithTheSettingsThatItHasWrittenAndEndsAsTheNodeDoes() {
        assertThat(run(join(" --start"))).as(said.toString()).isEqualTo(OF_THE_NODE);

        assertThat(node.config).contains(directory.resolve("node-1/bulwark.conf"));
        Config settings =
                ConfigFactory.parseFile(node.config.orElseThrow().toFile()).getConfig("bulwark");
        assertThat(settings.getString("host")).isEqualTo("node1.delta.example");
        assertThat(settings.getInt("port")).isEqualTo(8700);
        assertThat(settings.getStringList("join"))
                .isEqualTo(List.of("node1.alpine.example:8600", "node1.baltic.example:8600"));
        assertThat(settings.getString("certs"))
                .isEqualTo(directory.resolve("node-1").toString());
        assertThat(settings.getString("data"))
                .isEqualTo(directory.resolve("node-1/data").toString());
        assertThat(said.toString()).doesNotContain("start the node:");
    }

    @Test
    void startsNothingUnlessItIsToldToAndSaysHowItIsStarted() {
        assertThat(run(join(""))).as(said.toString()).isZero();

        assertThat(node.config).isEmpty();
        assertThat(said.toString())
                .contains("start the node: bulwark node --config " + directory.resolve("node-1/bulwark.conf"));
    }

    @Test
    void startsNothingWhereTheNodesFilesAreThereAlready() {
        assertThat(run(join(""))).as(said.toString()).isZero();

        assertThat(run(join(" --start"))).isNotEqualTo(ExitCode.OK).isNotEqualTo(OF_THE_NODE);

        assertThat(node.config).isEmpty();
    }
}

package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.cli.CommandLineForTests;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.prover.ProvingJvm;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.HashChainMain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of docs/joining.md by its own commands, as three operators go it: two have a consortium, a third comes in, has a job proved, and is put out. */
class JoiningTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HashChain WORKLOAD = new HashChain(16, 0);

    @TempDir
    private Path directory;

    private final CommandLineForTests line = new CommandLineForTests();
    private final List<ClusterNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.reversed().forEach(ClusterNode::close);
    }

    @Test
    void anOperatorAsksIsAdmittedJoinsHasAJobProvedAndIsPutOut() throws Exception {
        found();
        ClusterNode alpine = start("list", "alpine", "zurich", List.of());
        ClusterNode baltic = start("list", "baltic", "tallinn", List.of(alpine.address()));
        until(() -> known(alpine) == 2 && known(baltic) == 2);

        // The third one asks: one command.
        does("certs ca --operator coral --jurisdiction PT --out @/coral");
        refuses(join("list", "coral", "lisbon", List.of(alpine.address())), "operator coral is not on version 1");
        does("certs admit @/list @/coral/ca.pem --out @/next");
        does("certs sign @/next --ca @/alpine");
        refuses(join("next", "coral", "lisbon", List.of(alpine.address())), "not in force: it has 1 of the 2");
        does("certs sign @/next --ca @/baltic");
        takes("alpine-node", "next");

        // And joins: one command more.
        ClusterNode coral = start("next", "coral", "lisbon", List.of(alpine.address(), baltic.address()));
        until(() -> known(alpine) == 3 && known(baltic) == 3 && known(coral) == 3);
        Gateway gateway = new Gateway(coral);
        Path input = Files.write(directory.resolve("input"), new byte[1000]);
        JobSpec spec = WORKLOAD.specOf(Optional.empty(), gateway.put(input), "none");
        gateway.remember(spec);
        gateway.submit(spec, Duration.ofSeconds(60));
        until(() -> standing(alpine, spec)
                .filter(Standing.Succeeded.class::isInstance)
                .isPresent());

        does("certs expel @/next coral --out @/after");
        does("certs sign @/after --ca @/alpine");
        does("certs sign @/after --ca @/baltic");
        takes("alpine-node", "after");
        until(() -> coral.whenEnded().toCompletableFuture().isDone() && known(alpine) == 2 && known(baltic) == 2);
        // It reads the list, or feels what the others do about it, whichever comes first.
        assertThat(coral.fault())
                .hasValueSatisfying(why -> assertThat(why)
                        .containsAnyOf("admits this node no longer", "removed this node from the cluster"));
    }

    @Test
    void theOneCommandMakesANodeThatRunsAndJoinsUntilItIsToldToEnd() throws Exception {
        found();
        ClusterNode alpine = start("list", "alpine", "zurich", List.of());
        Path log = directory.resolve("log");
        Process baltic = process(join("list", "baltic", "tallinn", List.of(alpine.address())) + " --start", log);
        try {
            until(() -> known(alpine) == 2 || !baltic.isAlive());
            assertThat(alpine.registry().members())
                    .as(Files.readString(log))
                    .extracting(member -> member.node().name())
                    .containsExactlyInAnyOrder("alpine-1", "baltic-1");
            assertThat(directory.resolve("baltic-node/data"))
                    .as("where its settings say")
                    .isNotEmptyDirectory();

            baltic.destroy();

            until(() -> !baltic.isAlive() && known(alpine) == 1);
            assertThat(baltic.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            baltic.destroyForcibly();
        }
    }

    @Test
    void refusesAnAuthorityThatIsNotTheOneOnTheList() {
        does("certs ca --operator alpine --jurisdiction CH --out @/alpine");
        does("certs found @/alpine/ca.pem --out @/list");
        does("certs sign @/list --ca @/alpine");
        does("certs ca --operator alpine --jurisdiction CH --out @/another");
        refuses(
                "certs join @/list --ca @/another --node a-1 --region r --out @/a-node",
                "names operator alpine with another authority");
        assertThat(directory.resolve("a-node")).doesNotExist();
    }

    /** Alpine and baltic have a list of themselves. */
    private void found() {
        does("certs ca --operator alpine --jurisdiction CH --out @/alpine");
        does("certs ca --operator baltic --jurisdiction EE --out @/baltic");
        does("certs found @/alpine/ca.pem @/baltic/ca.pem --out @/list");
        does("certs sign @/list --ca @/alpine");
        does("certs sign @/list --ca @/baltic");
    }

    /** A command in a process of its own. Nodes in it prove in threads and serve nobody: what its settings do not say is as the JVM's options have it. */
    private Process process(String command, Path log) throws IOException {
        List<String> words = new ArrayList<>(
                ProvingJvm.command(HashChainMain.class, 256, CommandLineForTests.words(directory, command)));
        words.addAll(
                1,
                List.of("-Dbulwark.workers=thread", "-Dbulwark.http.port=off", "-Dbulwark.http.management-port=off"));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Optional<Standing> standing(ClusterNode node, JobSpec spec) {
        return node.jobs().record(spec.id()).toCompletableFuture().join().map(JobRecord::standing);
    }

    private static int known(ClusterNode node) {
        return node.registry().members().size();
    }

    private String join(String list, String operator, String region, List<String> through) {
        return "certs join @/" + list + " --ca @/" + operator + " --node " + operator + "-1 --region " + region
                + " --port 0 --out @/" + operator + "-node"
                + (through.isEmpty() ? "" : " --through " + String.join(",", through));
    }

    /** Makes a node's directory by the one command, and runs what its settings say. */
    private ClusterNode start(String list, String operator, String region, List<String> through) {
        does(join(list, operator, region, through));
        NodeSettings settings = NodeSettings.of(ConfigFactory.parseFile(
                directory.resolve(operator + "-node/bulwark.conf").toFile()));
        WorkloadSet workloads = WorkloadSet.of(WORKLOAD);
        ClusterNode node = ClusterNode.start(settings, workloads, Makers.threads(workloads));
        nodes.add(node);
        return node;
    }

    /** A member puts a list in the place of its node's. */
    private void takes(String node, String list) throws IOException {
        Path next = directory.resolve(node).resolve("consortium.txt.next");
        Files.copy(directory.resolve(list), next, StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, next.resolveSibling("consortium.txt"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void does(String command) {
        assertThat(line.run(directory, command))
                .as(command + ": " + line.said())
                .isZero();
    }

    private void refuses(String command, String why) {
        assertThat(line.run(directory, command)).as(command).isNotZero();
        assertThat(line.said()).contains(why);
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it does not come to that").isLessThan(end);
            Thread.sleep(100);
        }
    }
}

package io.bulwark.simulation.chaos;

import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Member;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node of a scenario: its place, its files, and the process that is it now. */
final class RealNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int END_SECONDS = 60;

    private final Network.Seat seat;
    private final Member member;
    private final Path certificates;
    private final int port;
    private final BulwarkClient client;
    private final List<String> options;
    private List<String> jvm = List.of();
    private List<String> within = List.of();
    private Optional<NodeProcess> process = Optional.empty();
    private boolean stopped;
    /** Whether it was told to end, by whatever means. */
    private boolean told;

    /**
     * A node that has not been started.
     *
     * @param certificates the directory of its certificate, of this member
     */
    RealNode(Network.Seat seat, Member member, Path certificates, Network.Ports ports) {
        this.seat = seat;
        this.member = member;
        this.certificates = certificates;
        this.port = ports.remoting();
        client = new BulwarkClient(ClientSettings.of(URI.create("http://" + NodeProcess.HOST + ":" + ports.http()))
                .patient(PATIENCE));
        options = List.of(
                "--host",
                seat.host(),
                "--keys",
                seat.launch().directory().resolve(name() + "-notes").toString(),
                "--http-port",
                String.valueOf(ports.http()),
                "--management-port",
                "off",
                "--workers",
                "thread");
    }

    /** From its next start on its JVM gets these options, beside those that all have. */
    void startsWith(List<String> jvm) {
        this.jvm = List.copyOf(jvm);
    }

    /** From its next start on its process is made by this command, which must become it. */
    void startsWithin(List<String> command) {
        within = List.copyOf(command);
    }

    /**
     * Starts a process.
     *
     * @param join members to join through; none: begin a cluster
     */
    void start(List<String> join) {
        List<String> arguments = new ArrayList<>(options);
        if (!join.isEmpty()) {
            arguments.addAll(List.of("--join", String.join(",", join)));
        }
        try {
            process = Optional.of(seat.launch().with(jvm).within(within).start(member, port, certificates, arguments));
            stopped = false;
            told = false;
        } catch (IOException e) {
            throw new ChaosException("node " + name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    String name() {
        return member.node().name();
    }

    Member member() {
        return member;
    }

    /** Its process; empty if it was never started. */
    Optional<Long> pid() {
        return process.map(NodeProcess::pid);
    }

    String address() {
        return seat.host() + ":" + port;
    }

    Path certificates() {
        return certificates;
    }

    Path data() {
        return seat.launch().directory().resolve(name());
    }

    /** What it serves to clients. */
    BulwarkClient client() {
        return client;
    }

    /** Whether its process runs and is not stopped. */
    boolean up() {
        return alive() && !stopped;
    }

    boolean alive() {
        return process.filter(NodeProcess::alive).isPresent();
    }

    /** Whether its process has ended without having been told to. */
    boolean endedByItself() {
        return process.isPresent() && !alive() && !told;
    }

    /** From now on it is expected to end. */
    void toEnd() {
        told = true;
    }

    /** SIGKILL. Comes back when the process is gone. */
    void kill() throws InterruptedException {
        told = true;
        if (process.isPresent()) {
            process.get().kill();
            awaitEnd();
        }
    }

    /** SIGSTOP. */
    void stop() throws InterruptedException {
        told = true;
        signal("STOP");
        stopped = true;
    }

    /** SIGCONT. */
    void goOn() throws InterruptedException {
        signal("CONT");
        stopped = false;
    }

    /** SIGTERM. */
    void terminate() throws InterruptedException {
        told = true;
        signal("TERM");
    }

    private void signal(String name) throws InterruptedException {
        String pid = String.valueOf(process.orElseThrow().pid());
        try {
            int code = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
            if (code != 0) {
                throw new ChaosException(
                        "SIG" + name + " cannot be sent to " + this.name() + ": kill ended with " + code);
            }
        } catch (IOException e) {
            throw new ChaosException("this machine has no command kill: " + e.getMessage(), e);
        }
    }

    /** What the process ended with; empty if it has not within some seconds. */
    Optional<Integer> awaitEnd() throws InterruptedException {
        Process now = process.orElseThrow().process();
        return now.waitFor(END_SECONDS, TimeUnit.SECONDS) ? Optional.of(now.exitValue()) : Optional.empty();
    }

    /** All that its processes have said. */
    List<String> log() {
        Path log = seat.launch().directory().resolve(name() + ".log");
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new ChaosException("the log " + log + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a line of these has all of these words. */
    boolean says(String... words) {
        return log().stream().anyMatch(line -> Arrays.stream(words).allMatch(line::contains));
    }

    @Override
    public void close() {
        process.ifPresent(NodeProcess::kill);
        client.close();
    }

    @Override
    public String toString() {
        return name() + " (" + member.operator() + ", " + member.region() + ")";
    }
}

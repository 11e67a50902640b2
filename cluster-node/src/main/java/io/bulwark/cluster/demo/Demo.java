package io.bulwark.cluster.demo;

import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.http.HttpServer;
import io.bulwark.cluster.http.HttpSettings;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The demonstration: start a cluster, submit a file, watch its digest being proved, disturb that if asked to, and verify the proof from its file
 * alone.
 */
public final class Demo {
    static final String PROVING = "prove and fold";

    private static final Duration FORM_AT_MOST = Duration.ofSeconds(90);
    private static final int REGIONS = 3;
    /** With two, the region of the gateway and of the job has three nodes, so that two of them are a majority when the job's node has died. */
    private static final int REGIONS_FOR_KILLING = 2;

    private static final double NANOS = 1e9;

    private final DemoSettings settings;
    private final WorkloadSet workloads;
    private final DemoWork work;
    private final Class<?> main;
    private final DemoDirectory directory;
    private final Console console;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private long partStarted = System.nanoTime();

    /**
     * A demonstration that has not begun.
     *
     * @param workloads what this process and the nodes know
     * @param work what is to be proved, by one of these
     * @param main the class whose {@code main} is the command line, to start nodes with
     */
    public Demo(
            DemoSettings settings,
            WorkloadSet workloads,
            DemoWork work,
            Class<?> main,
            DemoDirectory directory,
            PrintWriter out) {
        this.settings = settings;
        this.workloads = workloads;
        this.work = work;
        this.main = main;
        this.directory = directory;
        console = new Console(out);
    }

    /**
     * Runs it all.
     *
     * @throws DemoException if it cannot be run or its answer is no
     */
    public DemoReport run() throws InterruptedException {
        directory.checkRoom(work.input());
        console.say("%s: %s, %,d bytes".formatted(work.what(), work.input(), size(work.input())));
        console.say("logs and data in " + directory.path());
        DemoConsortium consortium =
                new DemoConsortium(directory.path(), settings.kill() ? REGIONS_FOR_KILLING : REGIONS);
        try (LocalCluster cluster = new LocalCluster(settings, main, consortium, directory.path())) {
            Thread interrupted = new Thread(() -> interrupted(cluster));
            Runtime.getRuntime().addShutdownHook(interrupted);
            for (NodeProcess node : cluster.nodes()) {
                console.say("started %s, pid %d, port %d".formatted(node.member(), node.pid(), node.port()));
            }
            try (ClusterNode own = ClusterNode.start(gatewaySettings(consortium, cluster), workloads)) {
                Gateway gateway = new Gateway(own);
                waitForCluster(gateway, cluster);
                serve(own);
                return prove(gateway, cluster);
            } finally {
                Runtime.getRuntime().removeShutdownHook(interrupted);
            }
        }
    }

    /** Others may look on, as at any node: the verbs, the page, curl. */
    private void serve(ClusterNode own) {
        HttpSettings http = HttpSettings.loopback();
        ClusterNetwork network = new ClusterNetwork(own, workloads, http.bounds(), own.metrics());
        HttpServer.start(own.system(), network, http, own.metrics())
                .url()
                .ifPresent(url -> console.say("the cluster can be watched at " + url));
    }

    /** The user has had enough: nothing of this demonstration is to stay. */
    private void interrupted(LocalCluster cluster) {
        cluster.close();
        if (!settings.keep()) {
            try {
                directory.discard();
            } catch (IOException e) {
                console.say("some temporary files are left in " + directory.path());
            }
        }
    }

    /** The gateway is the first operator's, as its first node is. */
    private NodeSettings gatewaySettings(DemoConsortium consortium, LocalCluster cluster) {
        Path certificates = consortium.certificates(0, new NodeId("gateway"));
        return NodeSettings.of(ConfigFactory.parseMap(Map.of(
                "bulwark.certs", certificates.toString(),
                "bulwark.join", cluster.addresses(),
                "bulwark.data", directory.path().resolve("gateway").toString(),
                "bulwark.keys", settings.keys().toString(),
                "bulwark.slots", 0)));
    }

    private void waitForCluster(Gateway gateway, LocalCluster cluster) throws InterruptedException {
        long start = System.nanoTime();
        console.say("waiting for the cluster to form");
        while (gateway.provers() < settings.nodes()) {
            for (NodeProcess node : cluster.nodes()) {
                if (!node.alive()) {
                    throw new DemoException(
                            DemoException.Fault.INPUT, node.name() + " ended at its start:\n" + node.tail());
                }
            }
            if (System.nanoTime() - start > FORM_AT_MOST.toNanos()) {
                throw new DemoException(
                        DemoException.Fault.UNREACHABLE,
                        "only " + gateway.provers() + " of " + settings.nodes() + " nodes joined within "
                                + FORM_AT_MOST.toSeconds() + " s; their logs are in " + directory.path());
            }
            Thread.sleep(100);
        }
        ended("start the cluster");
    }

    private DemoReport prove(Gateway gateway, LocalCluster cluster) throws InterruptedException {
        JobSpec spec = submit(gateway);
        console.say("job %s: workload %s, %s-bit set".formatted(spec.id().brief(), spec.workload(), spec.security()));
        Optional<Disturbance> disturbance = settings.kill()
                ? Optional.of(new Disturbance(
                        cluster.nodes().stream().map(NodeProcess::member).toList(), gateway.members()))
                : Optional.empty();
        JobWatch watch = new JobWatch(gateway, cluster, console, disturbance);
        JobStatus status;
        try (console) {
            status = watch.follow(spec);
        }
        ended(PROVING);
        double coreSeconds = cluster.coreSeconds();
        if (disturbance.isPresent() && !disturbance.get().done()) {
            console.say("the job ended before all that were to be killed had been; give it more work");
        }
        Path proof = settings.out().orElse(directory.proof());
        fetch(gateway, status, proof);
        Workload.Verified verified = verify(spec, proof);
        DemoReport report = new DemoReport(
                verified.output(),
                work.workload().steps(),
                status,
                work.input(),
                spec.inputBytes(),
                proof,
                size(proof),
                seconds,
                coreSeconds,
                watch.kills(),
                watch.recoveries());
        console.say("");
        report.lines().forEach(console::say);
        return report;
    }

    private JobSpec submit(Gateway gateway) {
        try {
            JobSpec spec = work.spec(settings.security());
            work.files().forEach(gateway::put);
            gateway.remember(spec);
            ended("hand in the input");
            return spec;
        } catch (IllegalArgumentException | ArtifactException | IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, e.getMessage(), e);
        } catch (Gateway.NoAnswerException e) {
            throw new DemoException(DemoException.Fault.UNREACHABLE, e.getMessage(), e);
        }
    }

    private void fetch(Gateway gateway, JobStatus status, Path proof) {
        try {
            gateway.fetch(status.result().orElseThrow(), proof);
        } catch (ArtifactException e) {
            throw new DemoException(DemoException.Fault.INPUT, e.getMessage(), e);
        } catch (Gateway.NoAnswerException e) {
            throw new DemoException(DemoException.Fault.UNREACHABLE, e.getMessage(), e);
        }
        ended("fetch the proof");
    }

    /** Trusts nothing of the cluster: the proof's file, program and input are all that is looked at. */
    private Workload.Verified verify(JobSpec spec, Path proof) {
        try {
            int threads = Runtime.getRuntime().availableProcessors();
            Workload.Verified verified =
                    work.workload().verifyWhole(spec, proof, work.artifacts(spec), threads, count -> {});
            ended("verify the proof");
            console.say("VALID: %s run of %,d %s; what it computed:%n  %s"
                    .formatted(
                            verified.links() == 1 ? "one proof of a" : verified.links() + " proofs join to one",
                            verified.steps(),
                            work.workload().steps(),
                            verified.output()));
            return verified;
        } catch (RefusedProofException e) {
            throw new DemoException(DemoException.Fault.NO, "the proof is refused: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, "a file cannot be read: " + e.getMessage(), e);
        }
    }

    private void ended(String part) {
        long now = System.nanoTime();
        seconds.put(part, (now - partStarted) / NANOS);
        partStarted = now;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DemoException(DemoException.Fault.INPUT, file + " cannot be read: " + e.getMessage(), e);
        }
    }
}

package io.bulwark.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.gateway.AdmissionControl;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.remote.RARP;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;

/** A node of one of several regions, to test with: it takes over jobs of other regions early, dies without goodbye, and can be cut off from others. */
@SuppressWarnings("deprecation") // The test mode of Artery speaks in classes of the transport before it.
public final class RegionNode {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofMinutes(2);
    /** How long a member may go without an identity. */
    static final Duration IDENTITY_WITHIN = Duration.ofSeconds(30);

    private static final Config ABRUPT = ConfigFactory.parseString("""
            pekko.coordinated-shutdown.run-by-actor-system-terminate = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.remote.artery.advanced.test-mode = on
            pekko.cluster.multi-data-center.failure-detector.acceptable-heartbeat-pause = 3s
            """);

    private final ClusterNode node;
    private final Workload workload;
    private final Gateway gateway;

    private RegionNode(ClusterNode node, Workload workload) {
        this.node = node;
        this.workload = workload;
        gateway = new Gateway(node);
    }

    /**
     * Starts a node, with an operator and a jurisdiction for each region.
     *
     * @param port 0: any free one
     * @param slots 0: it is a gateway and proves nothing
     * @param directory where nodes have their directories
     */
    public static RegionNode start(
            String name, String region, int port, List<String> join, int slots, Path directory, Workload workload) {
        return start(name, region, port, join, slots, directory, workload, "keep-majority", ConfigFactory.empty());
    }

    /**
     * The same, with a resolver.
     *
     * @param otherwise what Pekko is told beside
     */
    static RegionNode start(
            String name,
            String region,
            int port,
            List<String> join,
            int slots,
            Path directory,
            Workload workload,
            String resolver,
            Config otherwise) {
        Member member = new Member(
                new NodeId(name),
                new OperatorId("operator-" + region),
                new Jurisdiction("Z" + region.toUpperCase(Locale.ROOT)),
                new Region(region));
        NodeSettings settings = new NodeSettings(
                "127.0.0.1",
                port,
                join,
                directory.resolve(name),
                slots,
                1,
                directory.resolve("keys"),
                Set.of(slots > 0 ? NodeSettings.PROVER : NodeSettings.GATEWAY),
                Papers.none(member),
                new Rules(IDENTITY_WITHIN, Duration.ofSeconds(5), Duration.ofSeconds(1), resolver),
                Storage.STANDARD);
        WorkloadSet workloads = WorkloadSet.of(workload);
        return new RegionNode(
                ClusterNode.start(settings, workloads, Makers.threads(workloads), otherwise.withFallback(ABRUPT)),
                workload);
    }

    /** "host:port", for others to join. */
    public String address() {
        return node.address();
    }

    /** How many members it can reach and knows, itself included. */
    public int reached() {
        int up = gateway.members()
                - Cluster.get(node.system()).state().getUnreachable().size();
        return Math.min(up, node.registry().members().size());
    }

    /** Whether it has ended: here, that the others, or what decides among them, have removed it. */
    boolean hasEnded() {
        return node.whenEnded().toCompletableFuture().isDone();
    }

    /** Ends at once; nobody is told. */
    public void kill() {
        node.system().terminate();
        node.system().getWhenTerminated().toCompletableFuture().join();
    }

    /** Nothing passes between this node and those of some regions any more, or again. Those have to do likewise. */
    public void cut(Set<String> regions, boolean cut) {
        Cluster.get(node.system()).state().getMembers().forEach(member -> {
            if (regions.contains(member.dataCenter())) {
                block(member.address(), cut);
            }
        });
    }

    /** Nothing passes between this node and one at an address any more, or again, whether or not it is a member yet. */
    void cut(String hostPort, boolean cut) {
        block(AddressFromURIString.parse("pekko://" + node.system().name() + "@" + hostPort), cut);
    }

    /** Whether this node leads its region: it decides whom the region removes. */
    boolean leads() {
        Cluster cluster = Cluster.get(node.system());
        return cluster.selfMember().address().equals(cluster.state().getLeader());
    }

    /** Whether this node has heard that another one holds a member of its region for unreachable. */
    boolean hasHeardOfDeathsFrom(RegionNode observer) {
        return org.apache.pekko.cluster.Cluster.get(Adapter.toClassic(node.system()))
                .readView()
                .reachability()
                .allUnreachableFrom(
                        Cluster.get(observer.node.system()).selfMember().uniqueAddress())
                .nonEmpty();
    }

    /** Whether another region can be reached, as far as is known here. */
    boolean reaches(String region) {
        return !Cluster.get(node.system()).state().getUnreachableDataCenters().contains(region);
    }

    /** Removes nodes that are gone, as an operator does. */
    void drain(List<String> names) {
        AdmissionControl.Bounds bounds = AdmissionControl.Bounds.STANDARD;
        ClusterNetwork network = new ClusterNetwork(node, WorkloadSet.of(workload), bounds, Metrics.NONE);
        names.forEach(
                name -> network.drain(new NodeId(name)).toCompletableFuture().join());
    }

    private void block(Address other, boolean cut) {
        RARP remoting = (RARP) RARP.get(Adapter.toClassic(node.system()));
        ThrottlerTransportAdapter.ThrottleMode mode = cut
                ? ThrottlerTransportAdapter.Blackhole$.MODULE$
                : ThrottlerTransportAdapter.unthrottledThrottleMode();
        remoting.provider()
                .transport()
                .managementCommand(new ThrottlerTransportAdapter.SetThrottle(other, both(), mode));
    }

    /** Both directions: Java has no name for this Scala object. */
    private static ThrottlerTransportAdapter.Direction both() {
        try {
            return (ThrottlerTransportAdapter.Direction)
                    Class.forName(ThrottlerTransportAdapter.Direction.class.getName() + "$Both$")
                            .getField("MODULE$")
                            .get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands in a job whose input is in a file. */
    public JobSpec submit(Workload workload, Path input) throws Gateway.NoAnswerException {
        JobSpec spec = workload.specOf(Optional.empty(), gateway.put(input), "none");
        gateway.remember(spec);
        gateway.submit(spec, Duration.ofSeconds(20));
        return spec;
    }

    /** How the job stands, as far as this node has heard. */
    public Optional<Standing> standing(JobSpec spec) {
        return node.jobs().record(spec.id()).toCompletableFuture().join().map(JobRecord::standing);
    }

    /** Waits until the job has come so far. */
    public JobStatus await(JobSpec spec, Predicate<JobStatus> wanted) throws InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        Object last = "nothing";
        while (System.nanoTime() < end) {
            try {
                JobStatus status = gateway.status(spec.id(), PATIENCE);
                last = status;
                if (wanted.test(status)) {
                    return status;
                }
            } catch (Gateway.NoAnswerException e) {
                // Nobody has taken the job on yet.
                last = e;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("the job does not come to what is waited for: " + last);
    }
}

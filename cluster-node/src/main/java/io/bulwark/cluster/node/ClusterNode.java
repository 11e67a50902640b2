package io.bulwark.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.health.Health;
import io.bulwark.cluster.job.JobAccess;
import io.bulwark.cluster.job.Quarantine;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.ledger.LedgerException;
import io.bulwark.cluster.membership.Credentials;
import io.bulwark.cluster.membership.Presence;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.cluster.prover.Maker;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.trace.Traces;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.identity.IdentityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/**
 * One process of the cluster: a keeper, the jobs that are sharded to it, and a supervisor of provers. A gateway has the keeper and a way to
 * the jobs only.
 */
public final class ClusterNode implements AutoCloseable {
    private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(10);
    private static final int VERIFIERS = 2;
    /** Pekko's remoting sometimes waits for streams that have ended, and would for ever. */
    private static final Duration END_AT_MOST = Duration.ofSeconds(20);

    private final NodeSettings settings;
    private final ProverId id;
    private final ArtifactStore store;
    private final Ledger ledger;
    private final ExecutorService computing;
    private final Health health = new Health();
    private final Presence presence;
    private final Observation observation;
    private final NodeActors actors;
    private final ActorSystem<Void> system;
    private final CompletionStage<Done> ended;

    /**
     * Starts the node, which proves in this process, and lets it join.
     *
     * @throws NodeStartException if the port is taken or the data directory cannot be used
     */
    public static ClusterNode start(NodeSettings settings, WorkloadSet workloads) {
        return start(settings, workloads, Makers.threads(workloads));
    }

    /**
     * Starts the node and lets it join.
     *
     * @param makers starts what makes the proofs of its slots
     * @throws NodeStartException likewise
     */
    public static ClusterNode start(NodeSettings settings, WorkloadSet workloads, Maker.Source makers) {
        return start(settings, workloads, makers, Optional.empty());
    }

    /**
     * Starts the node and lets it join.
     *
     * @param traces where the spans of its jobs and tasks go, if they are wanted; it closes them when it ends
     * @throws NodeStartException likewise
     */
    public static ClusterNode start(
            NodeSettings settings, WorkloadSet workloads, Maker.Source makers, Optional<Traces> traces) {
        return start(settings, workloads, makers, traces, ConfigFactory.empty());
    }

    /** The same, with some of Pekko's settings otherwise. */
    static ClusterNode start(NodeSettings settings, WorkloadSet workloads, Maker.Source makers, Config otherwise) {
        return start(settings, workloads, makers, Optional.empty(), otherwise);
    }

    private static ClusterNode start(
            NodeSettings settings,
            WorkloadSet workloads,
            Maker.Source makers,
            Optional<Traces> traces,
            Config otherwise) {
        try {
            return new ClusterNode(settings, workloads, makers, traces, otherwise);
        } catch (ArtifactException | LedgerException | CertsException | IdentityException e) {
            throw new NodeStartException(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw NodeStartException.unbound(e, settings.host() + ":" + settings.port())
                    .orElseThrow(() -> e);
        }
    }

    private ClusterNode(
            NodeSettings settings,
            WorkloadSet workloads,
            Maker.Source makers,
            Optional<Traces> traces,
            Config otherwise) {
        this.settings = settings;
        Credentials credentials = settings.credentials();
        presence = new Presence(credentials, health);
        id = new ProverId(settings.name(), ProcessHandle.current().pid());
        // First of all, for it finds out whether another process has the data: opening the artifacts removes what a
        // dead one has left unfinished.
        ledger = Ledger.open(
                settings.data().resolve("ledger"), settings.storage().ledgerBytes());
        store = settings.storage().artifacts(settings.data().resolve("artifacts"), ledger::close);
        computing = daemons("computing", VERIFIERS);
        observation = Observation.begin(settings, ledger, store, registry(), traces);
        actors = new NodeActors(settings, id, presence, store, ledger, computing, observation);
        system = start(actors.guardian(workloads, makers, () -> end(Ending.EXPELLED)), otherwise);
        observation.of(system);
        system.getWhenTerminated().whenComplete((done, failure) -> {
            observation.close();
            ledger.close();
        });
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "not ready", () -> {
            health.unready("node", "this node is ending");
            return CompletableFuture.completedFuture(Done.done());
        });
        ended = LastResort.ended(system, END_AT_MOST.plus(settings.rules().handBackWithin()));
        if (settings.begins()) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
        presence.join(system, settings.join());
    }

    private ActorSystem<Void> start(Behavior<Void> guardian, Config otherwise) {
        try {
            Ledger.checkRecords(settings.records());
            Config pekko = otherwise
                    .withFallback(presence.pekko())
                    .withFallback(settings.pekko())
                    .resolve();
            return ActorSystem.create(
                    guardian,
                    settings.system(),
                    ActorSystemSetup.create(BootstrapSetup.create(pekko), presence.setup()));
        } catch (RuntimeException e) {
            observation.close();
            ledger.close();
            throw e;
        }
    }

    private static ExecutorService daemons(String name, int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    public ProverId id() {
        return id;
    }

    /** "host:port" under which others reach this node. */
    public String address() {
        var address = Cluster.get(system).selfMember().address();
        return address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow();
    }

    /** Completes when the node has ended, for whatever reason. */
    public CompletionStage<Done> whenEnded() {
        return ended;
    }

    /** The node's actors. */
    public ActorSystem<Void> system() {
        return system;
    }

    /** The artifacts that the node holds. */
    public ArtifactStore store() {
        return store;
    }

    /** Who holds the node's artifacts and memory. */
    public ActorRef<Keeper.Command> keeper() {
        return actors.keeper().join();
    }

    /** What the node knows of all jobs. */
    public ActorRef<Headers.Command> headers() {
        return actors.headers().join();
    }

    /** The way to jobs, for gateways. */
    public JobAccess jobs() {
        return actors.jobs().join();
    }

    /** Who gets no work in this node's region. */
    public Quarantine quarantine() {
        return actors.quarantine().join();
    }

    /** Who the members are. */
    public Registry registry() {
        return presence.registry();
    }

    /** All that is counted of the node. */
    public PrometheusMetrics metrics() {
        return observation.metrics();
    }

    /** How the node is. */
    public Health health() {
        return health;
    }

    /** Why the node has ended, or ends: in words, unless it was told to. */
    public Optional<String> fault() {
        return CoordinatedShutdown.get(system).getShutdownReason().flatMap(Ending::fault);
    }

    /** Hands work back, leaves the cluster and ends the node; waits for that for a few seconds. */
    @Override
    public void close() {
        end(Ending.ASKED);
        long patience = LEAVE_AT_MOST.plus(settings.rules().handBackWithin()).toMillis();
        try {
            // Not the system's own end: who asks afterwards whether this node has ended is told that it has.
            ended.toCompletableFuture().get(patience, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            system.terminate();
        } catch (InterruptedException e) {
            system.terminate();
            Thread.currentThread().interrupt();
        }
        computing.shutdownNow();
    }

    private void end(Ending why) {
        CoordinatedShutdown.get(system).runAll(why);
    }
}

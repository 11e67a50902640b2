package io.bulwark.cluster.node;

import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Home;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.ledger.LedgerException;
import io.bulwark.cluster.prover.Bench;
import io.bulwark.cluster.prover.Maker;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.prover.ProverSupervisor;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SelfSigned;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Leave;

/**
 * One process of the cluster: a keeper, the jobs that are sharded to it, and a supervisor of provers. A gateway has the keeper and a way to
 * the jobs only.
 */
public final class ClusterNode implements AutoCloseable {
    private static final DispatcherSelector BLOCKING = DispatcherSelector.fromConfig("bulwark.blocking-dispatcher");
    private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(10);
    private static final int VERIFIERS = 2;
    private static final long LEDGER_BYTES = 4L << 30;

    private final NodeSettings settings;
    private final ProverId id;
    private final ArtifactStore store;
    private final Ledger ledger;
    private final ExecutorService computing;
    private final CompletableFuture<ActorRef<Keeper.Command>> keeper = new CompletableFuture<>();
    private final ActorSystem<Void> system;

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
        try {
            return new ClusterNode(settings, workloads, makers);
        } catch (ArtifactException | LedgerException e) {
            throw new NodeStartException(e.getMessage(), e);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException
                        || String.valueOf(cause.getMessage()).contains("Failed to bind")) {
                    String place = settings.host() + ":" + settings.port();
                    throw new NodeStartException(
                            place + " cannot be used: another process has the port, or this is no address of this"
                                    + " machine (" + cause.getMessage() + ")",
                            e);
                }
            }
            throw e;
        }
    }

    private ClusterNode(NodeSettings settings, WorkloadSet workloads, Maker.Source makers) {
        this.settings = settings;
        id = new ProverId(settings.name(), ProcessHandle.current().pid());
        store = new ArtifactStore(settings.data().resolve("artifacts"));
        ledger = Ledger.open(settings.data().resolve("ledger"), LEDGER_BYTES);
        computing = daemons("computing", VERIFIERS);
        system = start(guardian(workloads, makers));
        system.getWhenTerminated().whenComplete((done, failure) -> ledger.close());
        if (settings.join().isEmpty()) {
            Cluster cluster = Cluster.get(system);
            cluster.manager().tell(Join.create(cluster.selfMember().address()));
        }
    }

    private ActorSystem<Void> start(Behavior<Void> guardian) {
        try {
            return ActorSystem.create(guardian, settings.system(), settings.pekko());
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private static ExecutorService daemons(String name, int threads) {
        return Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
    }

    private Behavior<Void> guardian(WorkloadSet workloads, Maker.Source makers) {
        return Behaviors.setup(context -> {
            Behavior<Keeper.Command> keeping = Behaviors.supervise(Keeper.create(id.node(), store, ledger))
                    .onFailure(SupervisorStrategy.restart());
            ActorRef<Keeper.Command> ours = context.spawn(keeping, "keeper", BLOCKING);
            Home home = new Home(id, workloads, store, ours, computing, BLOCKING);
            ClusterSharding sharding = ClusterSharding.get(context.getSystem());
            sharding.init(Entity.of(Job.TYPE, entity -> Job.create(JobId.parse(entity.getEntityId()), home))
                    .withRole(NodeSettings.PROVER));
            if (settings.slots() > 0) {
                Bench bench = new Bench(
                        id,
                        SelfSigned.of(Member.local(id.node())),
                        store,
                        ours,
                        makers,
                        (job, command) ->
                                sharding.entityRefFor(Job.TYPE, job.toString()).tell(command),
                        BLOCKING);
                context.spawn(ProverSupervisor.create(settings.slots(), bench), "provers");
            }
            keeper.complete(ours);
            return Behaviors.empty();
        });
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
        return system.getWhenTerminated();
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
        return keeper.join();
    }

    /** Leaves the cluster and ends the node; waits for that for a few seconds. */
    @Override
    public void close() {
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Leave.create(cluster.selfMember().address()));
        try {
            system.getWhenTerminated().toCompletableFuture().get(LEAVE_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            system.terminate();
        } catch (InterruptedException e) {
            system.terminate();
            Thread.currentThread().interrupt();
        }
        computing.shutdownNow();
    }
}

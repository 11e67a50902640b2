package io.bulwark.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.headers.HeadersHome;
import io.bulwark.cluster.health.Health;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.HeaderRecords;
import io.bulwark.cluster.job.Home;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.JobAccess;
import io.bulwark.cluster.job.Quarantine;
import io.bulwark.cluster.job.RegionJobs;
import io.bulwark.cluster.job.RegionQuarantine;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.ledger.LedgerException;
import io.bulwark.cluster.membership.Credentials;
import io.bulwark.cluster.membership.Membership;
import io.bulwark.cluster.membership.Presence;
import io.bulwark.cluster.membership.Reach;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.prover.Bench;
import io.bulwark.cluster.prover.Maker;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.prover.ProverSupervisor;
import io.bulwark.cluster.retention.Caretaker;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.identity.IdentityException;
import java.time.Duration;
import java.util.Map;
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
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * One process of the cluster: a keeper, the jobs that are sharded to it, and a supervisor of provers. A gateway has the keeper and a way to
 * the jobs only.
 */
public final class ClusterNode implements AutoCloseable {
    private static final DispatcherSelector BLOCKING = DispatcherSelector.fromConfig("bulwark.blocking-dispatcher");
    private static final Duration LEAVE_AT_MOST = Duration.ofSeconds(10);
    private static final int VERIFIERS = 2;
    private static final Duration SWEEP = Duration.ofMinutes(30);
    /** Pekko's remoting sometimes waits for streams that have ended, and would for ever. */
    private static final Duration END_AT_MOST = Duration.ofSeconds(20);

    private final NodeSettings settings;
    private final ProverId id;
    private final ArtifactStore store;
    private final Ledger ledger;
    private final ExecutorService computing;
    private final Health health = new Health();
    private final Presence presence;
    private final CompletableFuture<ActorRef<Keeper.Command>> keeper = new CompletableFuture<>();
    private final CompletableFuture<ActorRef<Headers.Command>> headers = new CompletableFuture<>();
    private final CompletableFuture<JobAccess> jobs = new CompletableFuture<>();
    private final CompletableFuture<Quarantine> quarantine = new CompletableFuture<>();
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
        return start(settings, workloads, makers, ConfigFactory.empty());
    }

    /** The same, with some of Pekko's settings otherwise. */
    static ClusterNode start(NodeSettings settings, WorkloadSet workloads, Maker.Source makers, Config otherwise) {
        try {
            return new ClusterNode(settings, workloads, makers, otherwise);
        } catch (ArtifactException | LedgerException | CertsException | IdentityException e) {
            throw new NodeStartException(e.getMessage(), e);
        } catch (RuntimeException e) {
            throw NodeStartException.unbound(e, settings.host() + ":" + settings.port())
                    .orElseThrow(() -> e);
        }
    }

    private ClusterNode(NodeSettings settings, WorkloadSet workloads, Maker.Source makers, Config otherwise) {
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
        system = start(guardian(workloads, makers), otherwise);
        system.getWhenTerminated().whenComplete((done, failure) -> ledger.close());
        ended = LastResort.ended(system, END_AT_MOST.plus(settings.rules().handBackWithin()));
        settings.findOthers(system, this::close);
        presence.join(system, settings.join());
    }

    private ActorSystem<Void> start(Behavior<Void> guardian, Config otherwise) {
        try {
            Config pekko = otherwise
                    .withFallback(presence.pekko())
                    .withFallback(settings.pekko())
                    .resolve();
            return ActorSystem.create(
                    guardian,
                    settings.system(),
                    ActorSystemSetup.create(BootstrapSetup.create(pekko), presence.setup()));
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
            context.spawn(
                    presence.behavior(settings.rules().identityWithin(), () -> end(Ending.EXPELLED)),
                    Membership.NAME,
                    BLOCKING);
            Reach cutOff = new Reach(context.getSystem());
            headers.complete(context.spawn(
                    Headers.create(new HeadersHome(
                            registry(), cutOff, ours, settings.storage().keep())),
                    "headers"));
            context.spawn(
                    Caretaker.create(settings.storage().retention(), SWEEP, store, ledger, headers.join()),
                    "caretaker",
                    BLOCKING);
            Home home = new Home(
                    id,
                    registry(),
                    cutOff,
                    workloads,
                    store,
                    ours,
                    new HeaderRecords(context.getSystem(), headers.join()),
                    new RegionQuarantine(context.getSystem(), registry().self().region()),
                    computing,
                    BLOCKING);
            RegionJobs region = RegionJobs.start(
                    context.getSystem(),
                    home,
                    NodeSettings.PROVER,
                    settings.rules().adoptAfter(),
                    ClusterNode::job);
            jobs.complete(region.access());
            quarantine.complete(home.quarantine());
            if (settings.slots() > 0) {
                Bench bench = new Bench(
                        id,
                        registry().signer(),
                        store,
                        ours,
                        makers,
                        new Callers(region.jobs(), registry().self().region()),
                        BLOCKING);
                HandingBack.whenEnding(
                        context.getSystem(),
                        context.spawn(ProverSupervisor.create(settings.slots(), bench), "provers"),
                        settings.rules().handBackWithin());
            }
            keeper.complete(ours);
            return Behaviors.empty();
        });
    }

    /** A job whose lines in the log carry its id. */
    private static Behavior<Job.Command> job(JobId id, Behavior<Job.Command> job) {
        return Behaviors.withMdc(Job.Command.class, Map.of("job", id.brief()), job);
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
        return keeper.join();
    }

    /** What the node knows of all jobs. */
    public ActorRef<Headers.Command> headers() {
        return headers.join();
    }

    /** The way to jobs, for gateways. */
    public JobAccess jobs() {
        return jobs.join();
    }

    /** Who gets no work in this node's region. */
    public Quarantine quarantine() {
        return quarantine.join();
    }

    /** Who the members are. */
    public Registry registry() {
        return presence.registry();
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
        health.unready("node", "this node is ending");
        CoordinatedShutdown.get(system).runAll(why);
    }
}

package io.bulwark.cluster.node;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.headers.HeadersHome;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.HeaderRecords;
import io.bulwark.cluster.job.Home;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.JobAccess;
import io.bulwark.cluster.job.Quarantine;
import io.bulwark.cluster.job.RegionJobs;
import io.bulwark.cluster.job.RegionQuarantine;
import io.bulwark.cluster.job.SignedSignals;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.membership.Membership;
import io.bulwark.cluster.membership.Presence;
import io.bulwark.cluster.membership.Reach;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.prover.Bench;
import io.bulwark.cluster.prover.Maker;
import io.bulwark.cluster.prover.ProverSupervisor;
import io.bulwark.cluster.retention.Caretaker;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.ProverId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The actors of a node, below one guardian.
 *
 * @param computing where proofs are verified
 * @param keeper completes when there is one, as do those that follow
 */
record NodeActors(
        NodeSettings settings,
        ProverId id,
        Presence presence,
        ArtifactStore store,
        Ledger ledger,
        Executor computing,
        Observation observation,
        CompletableFuture<ActorRef<Keeper.Command>> keeper,
        CompletableFuture<ActorRef<Headers.Command>> headers,
        CompletableFuture<JobAccess> jobs,
        CompletableFuture<Quarantine> quarantine) {
    private static final DispatcherSelector BLOCKING = DispatcherSelector.fromConfig("bulwark.blocking-dispatcher");
    private static final Duration SWEEP = Duration.ofMinutes(30);

    NodeActors(
            NodeSettings settings,
            ProverId id,
            Presence presence,
            ArtifactStore store,
            Ledger ledger,
            Executor computing,
            Observation observation) {
        this(
                settings,
                id,
                presence,
                store,
                ledger,
                computing,
                observation,
                new CompletableFuture<>(),
                new CompletableFuture<>(),
                new CompletableFuture<>(),
                new CompletableFuture<>());
    }

    /** @param expelled is called when the node is to end because the list of operators admits it no longer */
    Behavior<Void> guardian(WorkloadSet workloads, Maker.Source makers, Runnable expelled) {
        return Behaviors.setup(context -> {
            Behavior<Keeper.Command> keeping = Behaviors.supervise(Keeper.create(id.node(), store, ledger))
                    .onFailure(SupervisorStrategy.restart());
            ActorRef<Keeper.Command> ours = context.spawn(keeping, "keeper", BLOCKING);
            context.spawn(presence.behavior(settings.rules().identityWithin(), expelled), Membership.NAME, BLOCKING);
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
                    observation.jobs(),
                    computing,
                    BLOCKING);
            RegionJobs region = RegionJobs.start(
                    context.getSystem(),
                    home,
                    NodeSettings.PROVER,
                    settings.rules().adoptAfter(),
                    NodeActors::job);
            jobs.complete(region.access());
            quarantine.complete(home.quarantine());
            if (settings.slots() > 0) {
                prove(context, ours, region, makers);
            }
            keeper.complete(ours);
            return Behaviors.empty();
        });
    }

    private Callers callers(ActorSystem<?> system, RegionJobs region) {
        return new Callers(
                region.jobs(),
                registry().self().region(),
                new SignedSignals(registry().signer(), system));
    }

    private void prove(
            ActorContext<Void> context, ActorRef<Keeper.Command> ours, RegionJobs region, Maker.Source makers) {
        Bench bench = new Bench(
                id,
                registry().signer(),
                store,
                ours,
                makers,
                callers(context.getSystem(), region),
                observation.slots(),
                BLOCKING);
        HandingBack.whenEnding(
                context.getSystem(),
                context.spawn(ProverSupervisor.create(settings.slots(), bench), "provers"),
                settings.rules().handBackWithin());
    }

    /** A job whose lines in the log carry its id. */
    private static Behavior<Job.Command> job(JobId id, Behavior<Job.Command> job) {
        return Behaviors.withMdc(Job.Command.class, Map.of("job", id.brief()), job);
    }

    private Registry registry() {
        return presence.registry();
    }
}

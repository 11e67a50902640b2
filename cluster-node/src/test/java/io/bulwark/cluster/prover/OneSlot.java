package io.bulwark.cluster.prover;

import io.bulwark.cluster.Facts;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** A supervisor of one slot, the keeper beside it, and a job that has work for it: to test with. */
final class OneSlot implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);
    /** What the job is about: two tasks' worth of input. */
    static final HashChain CHAIN = new HashChain(50, 0);

    private static final ProverId ID = new ProverId(new NodeId("node"), 7);
    private static final Member SELF = Member.local(ID.node());
    private static final byte[] INPUT = new byte[400];

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<Job.Command> job = kit.createTestProbe();
    private final ArtifactStore store;
    private final Ledger ledger;
    private final ActorRef<Keeper.Command> keeper;
    private final JobSpec spec;
    private ActorRef<ProverSupervisor.Command> supervisor;
    private ActorRef<Job.Errand> errands;

    /** All but the slot; {@link #start} starts it. */
    OneSlot(Path directory) {
        store = new FileArtifacts(directory.resolve("artifacts"));
        ledger = Ledger.open(directory.resolve("ledger"), 1 << 24);
        keeper = kit.spawn(Keeper.create(ID.node(), store, ledger));
        spec = CHAIN.specOf(Optional.empty(), new Blob(store.put(INPUT), INPUT.length), "none");
    }

    /** Starts the slot; when this comes back it has come for work and waits for an answer. */
    void start(Maker.Source makers, SlotObserver observer) {
        TestProbe<Receptionist.Listing> listings = kit.createTestProbe();
        kit.system().receptionist().tell(Receptionist.subscribe(Job.PROVERS, listings.ref()));
        listings.receiveMessage(LONG);
        Bench bench = new Bench(
                ID,
                Facts.signer(ID.node()),
                store,
                keeper,
                makers,
                new Callers((id, region) -> job.ref(), SELF.region(), (id, signal) -> signal),
                observer,
                DispatcherSelector.blocking());
        supervisor = kit.spawn(ProverSupervisor.create(1, bench));
        errands = listings.receiveMessage(LONG)
                .getServiceInstances(Job.PROVERS)
                .iterator()
                .next();
        reserve();
        await(Job.Pull.class);
    }

    JobSpec spec() {
        return spec;
    }

    /** What the slot's node says to the job. */
    TestProbe<Job.Command> job() {
        return job;
    }

    /** The job says that it has work. */
    void reserve() {
        tell(new Job.Reserve(spec.id(), SELF.region(), spec.submitter(), 0));
    }

    /** The job gives out its first segment. */
    void assign() {
        assign(new SegmentTask(
                TaskId.segment(spec.id(), 0),
                spec,
                CHAIN.start(spec),
                50,
                spec.input(),
                0,
                200,
                Sha256.of(new byte[200])));
    }

    void assign(Task task) {
        tell(new Job.Assign(task, keeper));
    }

    void tell(Job.Errand errand) {
        errands.tell(errand);
    }

    /** Has the supervisor drained; what comes back hears when it is. */
    TestProbe<ProverSupervisor.Drained> drain(Duration patience) {
        TestProbe<ProverSupervisor.Drained> drained = kit.createTestProbe();
        supervisor.tell(new ProverSupervisor.Drain(patience, drained.ref()));
        return drained;
    }

    NodeLoad load() {
        TestProbe<NodeLoad> loads = kit.createTestProbe();
        supervisor.tell(new ProverSupervisor.Ask(loads.ref()));
        return loads.receiveMessage(LONG);
    }

    /** The next message of this kind to the job; others before it are passed over. */
    <T extends Job.Command> T await(Class<T> wanted) {
        return await(wanted, any -> true);
    }

    <T extends Job.Command> T await(Class<T> wanted, Predicate<T> which) {
        while (true) {
            Job.Command message = job.receiveMessage(LONG);
            if (wanted.isInstance(message) && which.test(wanted.cast(message))) {
                return wanted.cast(message);
            }
        }
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        ledger.close();
    }
}

package io.bulwark.cluster.prover;

import io.bulwark.cluster.Facts;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.Callers;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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

    /** Artifacts in a directory, until the disk is full. */
    private final class Disk implements InvocationHandler {
        private final ArtifactStore files;

        private Disk(Path directory) {
            files = new FileArtifacts(directory.resolve("artifacts"));
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (full && method.getName().equals("put")) {
                throw new ArtifactException("no space left on device");
            }
            try {
                return method.invoke(files, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<Job.Command> job = kit.createTestProbe();
    private final ArtifactStore store;
    private final Ledger ledger;
    private final ActorRef<Keeper.Command> keeper;
    private final JobSpec spec;
    private ActorRef<ProverSupervisor.Command> supervisor;
    private ActorRef<Job.Errand> errands;
    private volatile boolean full;

    /** All but the slot; {@link #start} starts it. */
    OneSlot(Path directory) {
        store = (ArtifactStore) Proxy.newProxyInstance(
                OneSlot.class.getClassLoader(), new Class<?>[] {ArtifactStore.class}, new Disk(directory));
        ledger = Ledger.open(directory.resolve("ledger"), 1 << 24);
        keeper = kit.spawn(Keeper.create(ID.node(), store, ledger));
        spec = CHAIN.specOf(Optional.empty(), new Blob(store.put(INPUT), INPUT.length), "none");
    }

    /** Starts the slot; when this comes back it has come for work and waits for an answer. */
    void start(Maker.Source makers, SlotObserver observer) {
        TestProbe<Receptionist.Listing> listings = kit.createTestProbe();
        kit.system().receptionist().tell(Receptionist.subscribe(Job.PROVERS, listings.ref()));
        listings.receiveMessage(LONG);
        supervisor = kit.spawn(ProverSupervisor.create(1, bench(makers, observer)));
        errands = listings.receiveMessage(LONG)
                .getServiceInstances(Job.PROVERS)
                .iterator()
                .next();
        reserve();
        await(Job.Pull.class);
    }

    /** Starts the slot alone: what its supervisor would be told comes to the probe instead. */
    ActorRef<SlotCommand> startAlone(Maker.Source makers, TestProbe<SlotNews> news) {
        ActorRef<Job.Errand> answers = kit.<Job.Errand>createTestProbe().ref();
        return kit.spawn(ProverWorker.create(0, bench(makers, SlotObserver.NONE), answers, news.ref()));
    }

    private Bench bench(Maker.Source makers, SlotObserver observer) {
        return new Bench(
                ID,
                Facts.signer(ID.node()),
                store,
                keeper,
                makers,
                new Callers((id, region) -> job.ref(), SELF.region(), (id, signal) -> signal),
                observer,
                DispatcherSelector.blocking());
    }

    ActorTestKit kit() {
        return kit;
    }

    /** Nothing can be kept from now on. */
    void fillDisk() {
        full = true;
    }

    ProverId id() {
        return ID;
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
        assign(segment(0));
    }

    /** One of the job's two segments. */
    SegmentTask segment(int index) {
        byte[] part = new byte[INPUT.length / 2];
        Checkpoint start = CHAIN.start(spec);
        for (int i = 0; i < index; i++) {
            start = CHAIN.run(spec, start, 50, part);
        }
        return new SegmentTask(
                TaskId.segment(spec.id(), index),
                spec,
                start,
                50,
                spec.input(),
                (long) index * part.length,
                part.length,
                Sha256.of(part));
    }

    void assign(Task task) {
        tell(assignment(task));
    }

    Job.Assign assignment(Task task) {
        return new Job.Assign(task, keeper);
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

    /** What is delivered next; when this comes back, the slot has come for another task, before or after. */
    Job.Deliver awaitEndOfTask() {
        Optional<Job.Deliver> delivered = Optional.empty();
        boolean came = false;
        while (delivered.isEmpty() || !came) {
            Job.Command message = job.receiveMessage(LONG);
            came |= message instanceof Job.Pull;
            delivered = message instanceof Job.Deliver deliver ? Optional.of(deliver) : delivered;
        }
        return delivered.get();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        ledger.close();
    }
}

package io.bulwark.cluster.job;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.cluster.observe.CountedJobs;
import io.bulwark.cluster.observe.TracedJobs;
import io.bulwark.cluster.trace.Episode;
import io.bulwark.cluster.trace.WallClock;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.wire.EvidenceMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One node with a job on it, and whoever works for the job played by the test. */
final class Crew implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Region HOME = new Region("home");
    static final int INTERVALS = 6;
    static final int STEPS = 10;
    private static final int STEP_BYTES = 4;

    final ActorTestKit kit = ActorTestKit.create();
    final FoldedHashChain workload = new FoldedHashChain(STEPS, 0, 0);
    final ArtifactStore store;
    final ActorRef<Keeper.Command> keeper;
    final SlowRecords records = new SlowRecords();
    final List<HeldOperator> accused = new ArrayList<>();
    final PrometheusMetrics metrics = new PrometheusMetrics();
    final Queue<Episode> episodes = new ConcurrentLinkedQueue<>();
    final JobSpec spec;
    private final Ledger ledger;
    private final ExecutorService computing = Executors.newFixedThreadPool(2);
    private final Map<NodeId, NodeIdentity> members = new TreeMap<>();
    private final NodeIdentity self = member("home", "host");
    private final Home home;
    private int processes = 1;

    Crew(Path directory) {
        this(directory, Policy.NONE);
    }

    Crew(Path directory, Policy policy) {
        store = new FileArtifacts(directory.resolve("artifacts"));
        ledger = Ledger.open(directory.resolve("ledger"), 1 << 26);
        keeper = kit.spawn(Keeper.create(self.member().node(), store, ledger));
        byte[] input = new byte[INTERVALS * STEPS * STEP_BYTES];
        spec = workload.specOf(Optional.empty(), new Blob(store.put(input), input.length), "none")
                .under(policy);
        ledger.remember(spec);
        home = new Home(
                new ProverId(self.member().node(), 1),
                registry(),
                Set::of,
                WorkloadSet.of(workload),
                store,
                keeper,
                records,
                quarantine(),
                JobObserver.both(new CountedJobs(metrics), new TracedJobs(episodes::add, WallClock::nanos)),
                computing,
                DispatcherSelector.defaultDispatcher());
    }

    /** A node of an operator, known to all. */
    NodeIdentity member(String node, String operator) {
        return member(node, operator, new Jurisdiction("ZZ"));
    }

    private NodeIdentity member(String node, String operator, Jurisdiction jurisdiction) {
        Member member = new Member(new NodeId(node), new OperatorId(operator), jurisdiction, HOME);
        NodeIdentity identity = NodeIdentity.selfMade(member, List.of("127.0.0.1"));
        members.put(member.node(), identity);
        return identity;
    }

    Registry registry() {
        return new Registry() {
            @Override
            public Member self() {
                return self.member();
            }

            @Override
            public Optional<Member> member(NodeId node) {
                return Optional.ofNullable(members.get(node)).map(NodeIdentity::member);
            }

            @Override
            public List<Member> members() {
                return members.values().stream().map(NodeIdentity::member).toList();
            }

            @Override
            public Signer signer() {
                return self;
            }

            @Override
            public Consortium consortium() {
                return Consortium.LOOPBACK;
            }
        };
    }

    private Quarantine quarantine() {
        Set<OperatorId> held = ConcurrentHashMap.newKeySet();
        return new Quarantine() {
            @Override
            public boolean holds(OperatorId operator) {
                return held.contains(operator);
            }

            @Override
            public void hold(Member member, JobId job, String what, Optional<ArtifactId> evidence) {
                held.add(member.operator());
                synchronized (accused) {
                    accused.add(new HeldOperator(member.operator(), 1, member.node(), job, evidence, what));
                }
            }

            @Override
            public List<HeldOperator> held() {
                synchronized (accused) {
                    return List.copyOf(accused);
                }
            }

            @Override
            public CompletionStage<Void> release(OperatorId operator) {
                held.remove(operator);
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    JobRecord record() {
        return JobRecord.accepted(new JobHeader(spec, List.of(HOME, new Region("other")), 0, 1));
    }

    /** The job, told nothing yet. */
    ActorRef<Job.Command> job() {
        return kit.spawn(Job.create(spec.id(), home));
    }

    /** Somebody who works, of an operator of its own. */
    Hand hand(String node) {
        return hand(node, "operator-" + node);
    }

    Hand hand(String node, String operator) {
        return new Hand(this, member(node, operator), processes++);
    }

    Hand hand(String node, String operator, Jurisdiction jurisdiction) {
        return new Hand(this, member(node, operator, jurisdiction), processes++);
    }

    JobStatus status(ActorRef<Job.Command> job) {
        TestProbe<JobStatus> answers = kit.createTestProbe();
        job.tell(new Job.Ask(spec.id(), answers.ref()));
        return answers.receiveMessage(LONG);
    }

    /** The first status of which that holds. */
    JobStatus await(ActorRef<Job.Command> job, Predicate<JobStatus> wanted) {
        long end = System.nanoTime() + LONG.toNanos();
        while (true) {
            JobStatus status = status(job);
            if (wanted.test(status)) {
                return status;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("the job does not come to what is waited for: " + status);
            }
            Thread.onSpinWait();
        }
    }

    /** A job like this one with another input. */
    JobSpec another() {
        byte[] input = new byte[INTERVALS * STEPS * STEP_BYTES];
        Arrays.fill(input, (byte) 1);
        return workload.specOf(Optional.empty(), new Blob(store.put(input), input.length), "none");
    }

    /** Somebody who gives these bytes whatever is asked for, as far as they go. */
    ActorRef<Keeper.Command> keeperOf(byte[] bytes) {
        ByteString all = ByteString.copyFrom(bytes);
        return kit.spawn(Behaviors.receive(Keeper.Command.class)
                .onMessage(Keeper.Read.class, read -> {
                    int from = (int) Math.min(read.offset(), all.size());
                    int to = Math.min(from + read.length(), all.size());
                    read.replyTo()
                            .tell(
                                    from < to
                                            ? new Keeper.Chunk(read.artifact(), read.offset(), all.substring(from, to))
                                            : new Keeper.Absent(read.artifact(), read.offset()));
                    return Behaviors.same();
                })
                .onAnyMessage(any -> Behaviors.same())
                .build());
    }

    /** What is kept against somebody. */
    Evidence evidence(HeldOperator held) throws IOException {
        byte[] kept = Files.readAllBytes(store.path(held.evidence().orElseThrow()));
        return RecordForm.read(EvidenceMessage.parseFrom(kept));
    }

    JobRecord recorded() {
        return records.get(spec.id()).toCompletableFuture().join().orElseThrow();
    }

    /** Operators that were set aside. */
    Set<String> accusedOperators() {
        Set<String> names = new HashSet<>();
        home.quarantine().held().forEach(held -> names.add(held.operator().name()));
        return names;
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
        computing.shutdownNow();
        metrics.close();
        ledger.close();
    }
}

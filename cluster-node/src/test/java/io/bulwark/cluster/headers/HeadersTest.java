package io.bulwark.cluster.headers;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.FileArtifacts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.identity.Consortium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Three nodes in one process, each with its own actor system, disk and jurisdiction, over real sockets. */
@Timeout(180)
class HeadersTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<String, NodeIdentity> IDENTITIES =
            Map.of("one", identity("one", "DE"), "two", identity("two", "DE"), "three", identity("three", "FR"));

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final Map<String, Node> nodes = new HashMap<>();

    private record Node(
            ActorSystem<Void> system, ActorRef<Headers.Command> headers, ArtifactStore store, Ledger ledger) {
        <T> T ask(Function<ActorRef<T>, Headers.Command> question) throws Exception {
            return AskPattern.<Headers.Command, T>ask(headers, question::apply, LONG, system.scheduler())
                    .toCompletableFuture()
                    .get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        Optional<JobRecord> get(JobHeader header) throws Exception {
            return ask(replyTo -> new Headers.Get(header.id(), replyTo));
        }

        void kill() {
            // Without leaving, and without its last words.
            system.terminate();
            try {
                system.getWhenTerminated().toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("the node does not end", e);
            }
            ledger.close();
        }
    }

    private static NodeIdentity identity(String name, String jurisdiction) {
        Member member = new Member(
                new NodeId(name), new OperatorId("op-" + name), new Jurisdiction(jurisdiction), new Region("local"));
        return NodeIdentity.selfMade(member, List.of("127.0.0.1"));
    }

    /** Knows all three from the start. */
    private record Known(NodeIdentity identity) implements Registry {
        @Override
        public Member self() {
            return identity.member();
        }

        @Override
        public Optional<Member> member(NodeId node) {
            return Optional.ofNullable(IDENTITIES.get(node.name())).map(NodeIdentity::member);
        }

        @Override
        public List<Member> members() {
            return IDENTITIES.values().stream().map(NodeIdentity::member).toList();
        }

        @Override
        public Signer signer() {
            return identity;
        }

        @Override
        public Consortium consortium() {
            return Consortium.LOOPBACK;
        }
    }

    @AfterEach
    void stop() {
        nodes.values().forEach(Node::kill);
    }

    @Test
    void whatOneAcceptedIsOnEveryDiskAndSurvivesItsDeathAndThatOfAll() throws Exception {
        startAll();
        Node one = nodes.get("one");
        JobHeader header = job(one, 7);

        Headers.Answer answer = one.ask(replyTo -> new Headers.Accept(header, replyTo));

        assertThat(answer).isInstanceOf(Headers.Accepted.class);
        List<Acknowledgement> holders = ((Headers.Accepted) answer).holders();
        assertThat(holders)
                .extracting(word -> word.holder().node().name())
                .containsExactlyInAnyOrder("one", "two", "three");
        for (Node node : nodes.values()) {
            assertThat(node.get(header)).contains(JobRecord.accepted(header));
            assertThat(node.store().holds(header.spec().input())).isTrue();
            assertThat(node.ledger().spec(header.id())).contains(header.spec());
        }

        nodes.remove("one").kill();
        JobRecord done = JobRecord.accepted(header).with(Jobs.succeeded(1));
        Headers.Merged merged = nodes.get("two").ask(replyTo -> new Headers.Merge(done, replyTo));
        assertThat(merged.failure()).isEmpty();
        until(() -> nodes.get("three").get(header).equals(Optional.of(done)));

        new ArrayList<>(nodes.keySet()).forEach(name -> nodes.remove(name).kill());
        startAll();
        for (Node node : nodes.values()) {
            until(() -> node.get(header).equals(Optional.of(done)));
        }
    }

    @Test
    void refusesAJobThatCannotBeHeldAndSaysWhy() throws Exception {
        startAll();
        JobHeader header = Jobs.header(5, System.currentTimeMillis());

        Headers.Answer answer = nodes.get("one").ask(replyTo -> new Headers.Accept(header, replyTo));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Headers.Refused.class,
                        refused -> assertThat(refused.refusal().words())
                                .contains("expected that 3 nodes", "one: ", "none of 1 keepers gave artifact"));
    }

    @Test
    void tellsSubscribersWhatIsKnownAndWhatChanges() throws Exception {
        startAll();
        Node one = nodes.get("one");
        JobHeader header = job(one, 3);
        one.ask((ActorRef<Headers.Answer> replyTo) -> new Headers.Accept(header, replyTo));
        List<JobRecord> told = Collections.synchronizedList(new ArrayList<>());
        ActorRef<JobRecord> subscriber = one.system()
                .systemActorOf(
                        Behaviors.receiveMessage(record -> {
                            told.add(record);
                            return Behaviors.same();
                        }),
                        "subscriber",
                        Props.empty());
        one.headers().tell(new Headers.Subscribe(subscriber));
        until(() -> told.contains(JobRecord.accepted(header)));

        JobRecord failed = JobRecord.accepted(header).with(new Standing.Failed("no"));
        nodes.get("three").ask((ActorRef<Headers.Merged> replyTo) -> new Headers.Merge(failed, replyTo));

        until(() -> told.contains(failed));
        List<JobRecord> page = one.ask(
                replyTo -> new Headers.ListJobs(record -> record.standing().terminal(), Optional.empty(), 5, replyTo));
        assertThat(page).containsExactly(failed);
    }

    private static JobHeader job(Node at, int bytes) {
        ArtifactId input = at.store().put(new byte[bytes]);
        return Jobs.header(new JobSpec("test", "none", 0, input, bytes), System.currentTimeMillis());
    }

    private void startAll() throws Exception {
        for (String name : List.of("one", "two", "three")) {
            nodes.computeIfAbsent(name, this::start);
        }
        List<Node> all = List.copyOf(nodes.values());
        for (Node node : all) {
            Cluster.get(node.system())
                    .manager()
                    .tell(Join.create(
                            Cluster.get(all.getFirst().system()).selfMember().address()));
        }
        for (Node node : all) {
            until(() -> up(node) == all.size());
        }
    }

    private static int up(Node node) {
        int count = 0;
        for (var member : Cluster.get(node.system()).state().getMembers()) {
            count += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return count;
    }

    private Node start(String name) {
        Path data = directory.resolve(name);
        Config config = ConfigFactory.parseMap(Map.of(
                        "pekko.remote.artery.canonical.hostname",
                        "127.0.0.1",
                        "pekko.remote.artery.canonical.port",
                        0,
                        "pekko.cluster.distributed-data.durable.lmdb.dir",
                        data.resolve("ddata").resolve("headers").toString(),
                        // What is killed says no goodbye.
                        "pekko.coordinated-shutdown.run-by-actor-system-terminate",
                        "off"))
                .withFallback(ConfigFactory.parseResources("bulwark-pekko.conf"))
                .withFallback(ConfigFactory.load())
                .resolve();
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "bulwark", config);
        ArtifactStore store = new FileArtifacts(data.resolve("artifacts"));
        Ledger ledger = Ledger.open(data.resolve("ledger"), 16 << 20);
        ActorRef<Keeper.Command> keeper =
                system.systemActorOf(Keeper.create(new NodeId(name), store, ledger), "keeper", Props.empty());
        HeadersHome home = new HeadersHome(new Known(IDENTITIES.get(name)), Set::of, keeper, Duration.ofDays(30));
        ActorRef<Headers.Command> headers = system.systemActorOf(Headers.create(home), "headers", Props.empty());
        return new Node(system, headers, store, ledger);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(50);
        }
    }
}

package io.bulwark.cluster.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.Facts;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class PeersTest {
    private static final Member SELF = member("self");
    private static final Member OTHER = member("other");

    private final TestInbox<Headers.Command> self = TestInbox.create();
    private final TestInbox<Headers.Command> other = TestInbox.create();
    private final TestInbox<Headers.Here> answers = TestInbox.create();
    private final Peers peers = new Peers(
            new HeadersHome(
                    new Two(), Set::of, TestInbox.<Keeper.Command>create().getRef(), Duration.ofDays(1)),
            self.getRef(),
            answers.getRef());

    private static Member member(String name) {
        return new Member(new NodeId(name), new OperatorId("alpine"), new Jurisdiction("CH"), new Region("local"));
    }

    /** Both are members. */
    private record Two() implements Registry {
        @Override
        public Member self() {
            return SELF;
        }

        @Override
        public Signer signer() {
            return Facts.signer(SELF.node());
        }

        @Override
        public Consortium consortium() {
            return Consortium.LOOPBACK;
        }

        @Override
        public Optional<Member> member(NodeId node) {
            return members().stream()
                    .filter(member -> member.node().equals(node))
                    .findFirst();
        }

        @Override
        public List<Member> members() {
            return List.of(OTHER, SELF);
        }
    }

    @Test
    void asksAgainUntilThereIsAnAnswer() {
        peers.listed(Set.of(self.getRef(), other.getRef()));
        assertThat(other.getAllReceived()).containsExactly(new Headers.Who(answers.getRef()));
        assertThat(peers.reachable()).containsExactly(SELF);
        peers.look();
        assertThat(other.getAllReceived()).as("the first question was lost").hasSize(1);
        peers.met(new Headers.Here(OTHER.node(), other.getRef()));
        assertThat(peers.reachable()).containsExactlyInAnyOrder(SELF, OTHER);
        assertThat(peers.headers(OTHER)).isEqualTo(Optional.of(other.getRef()));
        peers.look();
        assertThat(other.hasMessages()).isFalse();
        assertThat(self.hasMessages()).as("it knows where it is itself").isFalse();
    }

    @Test
    void forgetsThoseThatAreListedNoLonger() {
        peers.listed(Set.of(other.getRef()));
        peers.met(new Headers.Here(OTHER.node(), other.getRef()));
        peers.listed(Set.of());
        assertThat(peers.reachable()).containsExactly(SELF);
        peers.met(new Headers.Here(OTHER.node(), other.getRef()));
        assertThat(peers.reachable()).as("a late answer").containsExactly(SELF);
    }
}

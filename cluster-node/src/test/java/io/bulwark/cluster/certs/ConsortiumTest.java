package io.bulwark.cluster.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.identity.CaCertificate;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.IdentityException.Reason;
import io.bulwark.protocol.identity.NodeCertificate;
import io.bulwark.protocol.identity.Operator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a list admits, and which list follows which. */
class ConsortiumTest {
    private final Instant now = Instant.now();

    private final TestConsortium consortium = TestConsortium.of("alpine", "baltic", "coral");

    @Test
    void admitsANodeOfAListedOperatorAsWhatItsCertificateSays() {
        NodeCertificate shown = consortium.node("baltic", "baltic-1").shown();

        assertThat(consortium.newest().admits(shown, now)).isEqualTo(TestConsortium.member("baltic", "baltic-1"));
        assertThat(NodeCertificate.parse(shown.der().toByteArray())).isEqualTo(shown);
    }

    @Test
    void refusesWhomTheListDoesNotAdmitEachForItsOwnReason() {
        Authority stranger = TestConsortium.authority("evil");
        Authority impostor = TestConsortium.authority("alpine");
        Member alpine = TestConsortium.member("alpine", "n");
        Member abroad = new Member(alpine.node(), alpine.operator(), new Jurisdiction("EE"), alpine.region());
        Member ofAnother = TestConsortium.member("baltic", "n");

        refuses(Reason.UNLISTED_OPERATOR, TestConsortium.node(stranger, TestConsortium.member("evil", "n")));
        refuses(Reason.WRONG_AUTHORITY, TestConsortium.node(impostor, alpine));
        // A listed authority cannot issue for another operator, nor for a jurisdiction that is not its own.
        refuses(Reason.WRONG_AUTHORITY, TestConsortium.node(consortium.authorityOf("alpine"), ofAnother));
        refuses(Reason.OTHER_JURISDICTION, TestConsortium.node(consortium.authorityOf("alpine"), abroad));
        refuses(Reason.EXPIRED, issued(alpine, now.minus(Duration.ofDays(9)), now.minus(Duration.ofSeconds(2))));
        refuses(Reason.NOT_YET_VALID, issued(alpine, now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(9))));
        refuses(Reason.WRONG_AUTHORITY, NodeIdentity.selfMade(alpine, List.of("localhost")));

        List<Operator> without = consortium.operators();
        without.removeIf(operator -> operator.id().name().equals("coral"));
        NodeIdentity coral = consortium.node("coral", "coral-1");
        consortium.next(without, "alpine", "baltic");
        refuses(Reason.EXPELLED_OPERATOR, coral);
    }

    private NodeIdentity issued(Member member, Instant from, Instant until) {
        return consortium.authorityOf("alpine").issue(member, List.of("localhost"), from, until);
    }

    private void refuses(Reason reason, NodeIdentity identity) {
        refused(reason, () -> consortium.newest().admits(identity.shown(), now));
    }

    private static void refused(Reason reason, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        IdentityException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    @Test
    void isForTheHostsThatItNamesOnly() {
        NodeCertificate shown = consortium
                .authorityOf("alpine")
                .issue(
                        TestConsortium.member("alpine", "n"),
                        List.of("Node.example", "10.0.0.7", "::1"),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)))
                .shown();

        shown.checkHost("node.EXAMPLE");
        shown.checkHost("10.0.0.7");
        shown.checkHost("0:0:0:0:0:0:0:1");
        refused(Reason.OTHER_HOST, () -> shown.checkHost("10.0.0.8"));
        refused(Reason.OTHER_HOST, () -> shown.checkHost("evil.example"));
    }

    @Test
    void takesNoAuthoritysCertificateForANodesAndNoNodesForAnAuthoritys() {
        byte[] authority = consortium.authorityOf("alpine").certificate().der();
        byte[] node = consortium.node("alpine", "n").certificate().toByteArray();

        refused(Reason.MALFORMED_CERTIFICATE, () -> NodeCertificate.parse(authority));
        refused(Reason.MALFORMED_CERTIFICATE, () -> CaCertificate.parse(node));
    }

    @Test
    void refusesEveryCertificateWithAByteChangedOrMissing() {
        byte[] der = consortium.node("alpine", "n").certificate().toByteArray();
        for (int i = 0; i < der.length; i++) {
            byte[] changed = der.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> consortium.newest().admits(NodeCertificate.parse(changed), now))
                    .as("byte %d", i)
                    .isInstanceOf(IdentityException.class);
        }
        for (int length : new int[] {0, 1, der.length / 2, der.length - 1}) {
            byte[] cut = Arrays.copyOf(der, length);
            refused(Reason.MALFORMED_CERTIFICATE, () -> NodeCertificate.parse(cut));
        }
        byte[] longer = Arrays.copyOf(der, der.length + 1);
        refused(Reason.MALFORMED_CERTIFICATE, () -> NodeCertificate.parse(longer));
    }

    @Test
    void admitsANewOperatorWhileTheFirstIsGoneForEver() {
        Consortium before = consortium.newest();
        consortium.knows("delta", TestConsortium.authority("delta"));
        List<Operator> more = consortium.operators();
        more.add(consortium.operator("delta"));

        // alpine, the first, never signs.
        consortium.next(more, "baltic", "coral");

        assertThat(consortium.newest().version()).isEqualTo(2);
        consortium.newest().admits(consortium.node("delta", "delta-1").shown(), now);
        refused(
                Reason.UNLISTED_OPERATOR,
                () -> before.admits(consortium.node("delta", "delta-1").shown(), now));
    }

    @Test
    void refusesAListThatNotMoreThanHalfHaveSigned() {
        List<Operator> fewer = consortium.operators();
        fewer.removeIf(operator -> operator.id().name().equals("coral"));
        Consortium proposed = consortium.newest().successor(fewer);

        refused(Reason.UNSIGNED_LIST, () -> consortium.chain().with(proposed));
        refused(Reason.UNSIGNED_LIST, () -> consortium.chain().with(consortium.signed(proposed, List.of("alpine"))));
        ByteString other = consortium.authorityOf("baltic").sign(proposed.signed());
        refused(
                Reason.UNSIGNED_LIST,
                () -> consortium
                        .chain()
                        .with(consortium.signed(proposed, List.of("alpine")).with(new OperatorId("coral"), other)));
        consortium.knows("evil", TestConsortium.authority("evil"));
        refused(
                Reason.UNSIGNED_LIST,
                () -> consortium.chain().with(consortium.signed(proposed, List.of("alpine", "baltic", "evil"))));
        assertThat(consortium
                        .chain()
                        .with(consortium.signed(proposed, List.of("alpine", "baltic")))
                        .newest())
                .isEqualTo(consortium.signed(proposed, List.of("alpine", "baltic")));
    }

    @Test
    void newcomersHaveNoSayInTheListThatAdmitsThem() {
        List<Operator> more = new ArrayList<>();
        for (String name : List.of("delta", "evil")) {
            consortium.knows(name, TestConsortium.authority(name));
            more.add(consortium.operator(name));
        }
        more.addAll(consortium.operators());
        Consortium proposed = consortium.newest().successor(more);

        refused(
                Reason.UNSIGNED_LIST,
                () -> consortium.chain().with(consortium.signed(proposed, List.of("alpine", "delta", "evil"))));
    }

    @Test
    void refusesAListOfAnotherHistoryAndVersionsLeftOut() {
        TestConsortium other = TestConsortium.of("alpine", "baltic", "coral");
        refused(Reason.OTHER_LIST, () -> consortium.chain().merge(other.chain()));
        Consortium founded = consortium.newest();
        consortium.next(consortium.operators(), "alpine", "baltic");
        consortium.next(consortium.operators(), "alpine", "baltic");

        refused(Reason.OTHER_LIST, () -> founded.checkSuccessor(consortium.newest()));
        refused(Reason.OTHER_LIST, () -> new ConsortiumChain(consortium.chain().after(1)));
        assertThat(new ConsortiumChain(List.of(founded)).merge(consortium.chain()))
                .isEqualTo(consortium.chain());
    }

    @Test
    void anAuthorityIsFollowedByAnotherWithBothGoodBetween() {
        Authority old = consortium.authorityOf("alpine");
        Authority fresh = TestConsortium.authority("alpine");
        NodeIdentity before = consortium.node("alpine", "alpine-1");
        NodeIdentity after = TestConsortium.node(fresh, TestConsortium.member("alpine", "alpine-1"));
        refuses(Reason.WRONG_AUTHORITY, after);

        consortium.next(replaced(List.of(old, fresh)), "alpine", "coral");
        consortium.newest().admits(before.shown(), now);
        consortium.newest().admits(after.shown(), now);

        consortium.knows("alpine", fresh).next(replaced(List.of(fresh)), "alpine", "coral");
        consortium.newest().admits(after.shown(), now);
        refuses(Reason.WRONG_AUTHORITY, before);
    }

    private List<Operator> replaced(List<Authority> authorities) {
        List<Operator> next = consortium.operators();
        Operator old = next.stream()
                .filter(operator -> operator.id().name().equals("alpine"))
                .findFirst()
                .orElseThrow();
        next.remove(old);
        next.add(new Operator(
                old.id(),
                old.jurisdictions(),
                authorities.stream().map(Authority::certificate).toList()));
        return next;
    }

    @Test
    void readsItsOwnTextAndNoOther() {
        consortium.next(consortium.operators(), "alpine", "baltic");
        String text = consortium.chain().text();

        assertThat(ConsortiumChain.parse("# ours\n\n" + text)).isEqualTo(consortium.chain());
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            StringBuilder changed = new StringBuilder(text);
            int at = random.nextInt(text.length());
            changed.setCharAt(at, (char) (' ' + random.nextInt(95)));
            if (!changed.toString().equals(text) && text.charAt(at) != '\n') {
                assertThatThrownBy(() -> ConsortiumChain.parse(changed.toString()))
                        .as("seed 7, character %d now %s", at, changed.charAt(at))
                        .isInstanceOf(IdentityException.class);
            }
        }
        refused(Reason.MALFORMED_LIST, () -> ConsortiumChain.parse(""));
        refused(Reason.MALFORMED_LIST, () -> ConsortiumChain.parse("bulwark consortium 1\nversion 1\n"));
    }

    @Test
    void loopbackBelievesWhoeverHasASelfMadeCertificate() {
        Member self = new Member(new NodeId("a"), new OperatorId("self"), new Jurisdiction("ZZ"), new Region("local"));

        assertThat(Consortium.LOOPBACK.admits(
                        NodeIdentity.selfMade(self, List.of("localhost")).shown(), now))
                .isEqualTo(self);
        refused(
                Reason.WRONG_AUTHORITY,
                () -> Consortium.LOOPBACK.admits(consortium.node("alpine", "n").shown(), now));
        refused(Reason.OTHER_LIST, () -> Consortium.LOOPBACK.checkSuccessor(consortium.newest()));
    }
}

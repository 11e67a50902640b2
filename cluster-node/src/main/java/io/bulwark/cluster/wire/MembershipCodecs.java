package io.bulwark.cluster.wire;

import io.bulwark.cluster.membership.Introduction;
import io.bulwark.cluster.membership.Membership;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.wire.AskListsMessage;
import io.bulwark.protocol.wire.IntroduceMessage;
import io.bulwark.protocol.wire.IntroducedMessage;
import io.bulwark.protocol.wire.ListMessage;
import java.util.List;
import java.util.Optional;

/** The messages by which members know each other. */
final class MembershipCodecs {
    private final References references;

    MembershipCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>(
                        "member.introduce.1",
                        Membership.Introduce.class,
                        this::write,
                        IntroduceMessage.parser(),
                        this::read),
                new Codec<>(
                        "member.introduced.1",
                        Membership.Introduced.class,
                        this::write,
                        IntroducedMessage.parser(),
                        this::read),
                new Codec<>(
                        "member.ask-lists.1",
                        Membership.AskLists.class,
                        this::write,
                        AskListsMessage.parser(),
                        this::read),
                new Codec<>(
                        "member.list.1",
                        Membership.NextList.class,
                        MembershipCodecs::write,
                        ListMessage.parser(),
                        MembershipCodecs::read));
    }

    private IntroduceMessage write(Membership.Introduce introduce) {
        Introduction said = introduce.introduction();
        return IntroduceMessage.newBuilder()
                .setAddress(said.address())
                .setIncarnation(said.incarnation())
                .setRegion(said.region())
                .setCertificate(said.certificate())
                .setSignature(said.signature())
                .setList(introduce.list())
                .setReplyTo(references.write(introduce.replyTo()))
                .build();
    }

    private Membership.Introduce read(IntroduceMessage m) {
        bound(
                m.getAddress().length() <= Limits.REFERENCE,
                "an address",
                m.getAddress().length() + " characters");
        bound(
                m.getRegion().length() <= Limits.REFERENCE,
                "a region",
                m.getRegion().length() + " characters");
        Introduction said = new Introduction(
                m.getAddress(), m.getIncarnation(), m.getRegion(), m.getCertificate(), m.getSignature());
        return new Membership.Introduce(said, m.getList(), references.read(m.getReplyTo()));
    }

    private IntroducedMessage write(Membership.Introduced answer) {
        return IntroducedMessage.newBuilder()
                .setAddress(answer.address())
                .setRefusal(Limits.cause(answer.refusal().orElse("")))
                .setList(answer.list())
                .setReplyTo(references.write(answer.replyTo()))
                .build();
    }

    private Membership.Introduced read(IntroducedMessage m) {
        bound(
                m.getAddress().length() <= Limits.REFERENCE,
                "an address",
                m.getAddress().length() + " characters");
        return new Membership.Introduced(
                m.getAddress(),
                Optional.of(Limits.cause(m.getRefusal())).filter(why -> !why.isEmpty()),
                m.getList(),
                references.read(m.getReplyTo()));
    }

    private AskListsMessage write(Membership.AskLists ask) {
        return AskListsMessage.newBuilder()
                .setAfter(ask.after())
                .setReplyTo(references.write(ask.replyTo()))
                .build();
    }

    private Membership.AskLists read(AskListsMessage m) {
        return new Membership.AskLists(m.getAfter(), references.read(m.getReplyTo()));
    }

    private static ListMessage write(Membership.NextList next) {
        return ListMessage.newBuilder()
                .setText(ConsortiumChain.text(next.list()))
                .build();
    }

    private static Membership.NextList read(ListMessage m) {
        try {
            List<Consortium> lists = ConsortiumChain.versionsIn(m.getText());
            bound(lists.size() == 1, "one list of operators", lists.size());
            return new Membership.NextList(lists.getFirst());
        } catch (IdentityException e) {
            throw new MalformedMessageException(e.getMessage());
        }
    }

    private static void bound(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new MalformedMessageException("expected " + expected + ", got " + got);
        }
    }
}

package io.bulwark.protocol;

import io.bulwark.protocol.wire.MemberMessage;
import io.bulwark.protocol.wire.PolicyMessage;
import io.bulwark.protocol.wire.ReceiptMessage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Members, receipts and policies to and from their Protobuf messages; as in {@link WireForm}, reading checks. */
public final class IdentityForm {
    private IdentityForm() {}

    public static MemberMessage write(Member member) {
        return MemberMessage.newBuilder()
                .setNode(member.node().name())
                .setOperator(member.operator().name())
                .setJurisdiction(member.jurisdiction().code())
                .setRegion(member.region().name())
                .build();
    }

    public static Member read(MemberMessage m) {
        Unread.none(m);
        return new Member(
                new NodeId(m.getNode()),
                new OperatorId(m.getOperator()),
                new Jurisdiction(m.getJurisdiction()),
                new Region(m.getRegion()));
    }

    public static ReceiptMessage write(Receipt receipt) {
        return ReceiptMessage.newBuilder()
                .setMaker(write(receipt.maker()))
                .setCertificate(receipt.certificate())
                .setSignature(receipt.signature())
                .build();
    }

    public static Receipt read(ReceiptMessage m) {
        Unread.none(m);
        return new Receipt(read(m.getMaker()), m.getCertificate(), m.getSignature());
    }

    public static PolicyMessage write(Policy policy) {
        return PolicyMessage.newBuilder()
                .addAllAllowed(codes(policy.allowed()))
                .addAllDenied(codes(policy.denied()))
                .setLeastJurisdictions(policy.leastJurisdictions())
                .setLeastOperators(policy.leastOperators())
                .setGreatestSharePercent(policy.greatestSharePercent())
                .build();
    }

    /** A policy that is not there, or says nothing of its numbers, is refused: it is never taken for one that asks for nothing. */
    public static Policy read(PolicyMessage m) {
        Unread.none(m);
        return new Policy(
                jurisdictions(m.getAllowedList()),
                jurisdictions(m.getDeniedList()),
                m.getLeastJurisdictions(),
                m.getLeastOperators(),
                m.getGreatestSharePercent());
    }

    private static List<String> codes(Collection<Jurisdiction> jurisdictions) {
        return jurisdictions.stream().sorted().map(Jurisdiction::code).toList();
    }

    private static Set<Jurisdiction> jurisdictions(List<String> codes) {
        MalformedMessageException.require(
                codes.size() <= Limits.JURISDICTIONS,
                "at most " + Limits.JURISDICTIONS + " jurisdictions",
                codes.size());
        Set<Jurisdiction> jurisdictions = new TreeSet<>();
        codes.forEach(code -> jurisdictions.add(new Jurisdiction(code)));
        return jurisdictions;
    }
}

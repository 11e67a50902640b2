package io.bulwark.cluster.membership;

import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.receipts.Admission;
import io.bulwark.protocol.receipts.RecentAdmission;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link Membership} knows, for everybody else in the process. */
final class LiveRegistry implements Registry {
    private final Credentials credentials;
    private final Admission admission = new RecentAdmission(this::consortium);
    private volatile Map<NodeId, Member> members;
    private volatile Map<String, Member> places;

    LiveRegistry(Credentials credentials) {
        this.credentials = credentials;
        show(Map.of());
    }

    /** These are known at their addresses, beside this node. */
    void show(Map<String, Member> known) {
        Member self = credentials.member();
        places = Map.copyOf(known);
        members = Stream.concat(
                        Stream.of(self),
                        known.values().stream().filter(member -> !member.node().equals(self.node())))
                .collect(Collectors.toUnmodifiableMap(Member::node, member -> member));
    }

    @Override
    public Member self() {
        return credentials.member();
    }

    @Override
    public Optional<Member> member(NodeId node) {
        return Optional.ofNullable(members.get(node));
    }

    @Override
    public List<Member> members() {
        return members.values().stream()
                .sorted(Comparator.comparing(Member::node))
                .toList();
    }

    @Override
    public Optional<Member> at(String address) {
        return Optional.ofNullable(places.get(address));
    }

    @Override
    public Signer signer() {
        return credentials;
    }

    @Override
    public Consortium consortium() {
        return credentials.consortium();
    }

    @Override
    public Admission admission() {
        return admission;
    }
}

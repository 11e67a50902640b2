package io.bulwark.cluster.job;

import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what several nodes say is more than the word of one operator, as far as others could be asked. */
record Witnesses(Registry registry) {
    /** Whether the nodes are of two operators, or no other operator has a node in the cluster. */
    boolean enough(Collection<NodeId> nodes) {
        Set<OperatorId> said = operators(nodes.stream().flatMap(node -> registry.member(node).stream()));
        return said.size() > 1 || said.containsAll(operators(registry.members().stream()));
    }

    private static Set<OperatorId> operators(Stream<Member> members) {
        return members.map(Member::operator).collect(Collectors.toSet());
    }
}

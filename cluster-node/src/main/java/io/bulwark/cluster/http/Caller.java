package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Client;
import io.bulwark.protocol.SubmitterId;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param client by whose name their jobs are kept
 * @param operator whether they see all jobs and may act on nodes
 */
record Caller(Client client, boolean operator, Quota quota) {
    /** Whoever reaches a gateway that asks for no keys, which is on loopback. */
    static final Caller LOCAL = new Caller(Client.unbounded(Client.LOCAL), true, Quota.NONE);

    boolean sees(SubmitterId submitter) {
        return operator || client.submitter().equals(submitter);
    }

    /** Whose jobs they see; empty: everybody's. */
    Optional<SubmitterId> visible() {
        return operator ? Optional.empty() : Optional.of(client.submitter());
    }
}

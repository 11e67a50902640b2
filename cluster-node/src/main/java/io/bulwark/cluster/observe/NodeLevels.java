package io.bulwark.cluster.observe;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.protocol.identity.NodeCertificate;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** What is read of a node whenever somebody asks: how full its disk is, how long its certificate lasts, and whom it sees. */
public final class NodeLevels {
    private static final MemberStatus[] STATUSES = {
        MemberStatus.joining(),
        MemberStatus.weaklyUp(),
        MemberStatus.up(),
        MemberStatus.leaving(),
        MemberStatus.exiting(),
        MemberStatus.down()
    };

    private NodeLevels() {}

    /**
     * Shows how full the node's disk is.
     *
     * @param ledgerLimit bytes beyond which the ledger cannot grow
     * @param artifactLimit bytes beyond which artifacts go before their time
     */
    public static void storage(
            Metrics metrics, Ledger ledger, long ledgerLimit, ArtifactStore store, long artifactLimit) {
        metrics.level(Meter.LEDGER_BYTES, ledger::bytes);
        metrics.level(Meter.LEDGER_LIMIT_BYTES, () -> ledgerLimit);
        metrics.level(Meter.ARTIFACT_BYTES, store::bytes);
        metrics.level(Meter.ARTIFACT_LIMIT_BYTES, () -> artifactLimit);
    }

    /** Shows when the node's certificate ends: that in force when somebody asks. */
    public static void certificate(Metrics metrics, Registry registry) {
        metrics.level(
                Meter.CERTIFICATE_END_SECONDS,
                () -> NodeCertificate.parse(registry.signer().certificate().toByteArray())
                        .until()
                        .getEpochSecond());
    }

    /** Shows the cluster's members. */
    public static void members(Metrics metrics, ActorSystem<?> system) {
        Cluster cluster = Cluster.get(system);
        for (MemberStatus status : STATUSES) {
            metrics.level(Meter.CLUSTER_MEMBERS, word(status), () -> count(cluster, status));
        }
        metrics.level(
                Meter.CLUSTER_UNREACHABLE,
                () -> cluster.state().getUnreachable().size());
    }

    private static String word(MemberStatus status) {
        return status.equals(MemberStatus.weaklyUp())
                ? "weakly_up"
                : status.toString().toLowerCase(Locale.ROOT);
    }

    private static long count(Cluster cluster, MemberStatus status) {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.status().equals(status))
                .count();
    }
}

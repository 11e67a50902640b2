package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * What the node on which a job runs has for it.
 *
 * @param id the node's process
 * @param region the node's
 * @param members whose node that is, as far as is known
 * @param store the artifacts that {@code keeper} keeps
 * @param computing where proofs are verified and the joined proof is written: away from the actors' threads
 * @param blocking for actors that compute or wait for the disk in their handlers
 */
public record Home(
        ProverId id,
        Region region,
        Function<NodeId, Optional<Member>> members,
        WorkloadSet workloads,
        ArtifactStore store,
        ActorRef<Keeper.Command> keeper,
        JobRecords records,
        Quarantine quarantine,
        Executor computing,
        DispatcherSelector blocking) {}

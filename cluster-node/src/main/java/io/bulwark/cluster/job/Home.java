package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * What the node on which a job runs has for it.
 *
 * @param id the node's process
 * @param registry who the members are
 * @param cutOff the nodes of other regions that cannot be reached now
 * @param store the artifacts that {@code keeper} keeps
 * @param observer is told what happens to the node's jobs
 * @param computing where proofs are verified and the joined proof is written: away from the actors' threads
 * @param blocking for actors that compute or wait for the disk in their handlers
 */
public record Home(
        ProverId id,
        Registry registry,
        Supplier<Set<Address>> cutOff,
        WorkloadSet workloads,
        ArtifactStore store,
        ActorRef<Keeper.Command> keeper,
        JobRecords records,
        Quarantine quarantine,
        JobObserver observer,
        Executor computing,
        DispatcherSelector blocking) {
    /** The node's region. */
    Region region() {
        return registry.self().region();
    }
}

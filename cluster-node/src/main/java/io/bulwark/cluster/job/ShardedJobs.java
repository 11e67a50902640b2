package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Region;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Jobs as they are sharded: each region shards its own among its nodes, and reaches those of another through a proxy. */
public final class ShardedJobs implements Jobs {
    private static final EntityTypeKey<Job.Command> TYPE = Job.TYPE;

    private final ClusterSharding sharding;
    private final Region own;
    private final String role;
    private final Set<Region> proxies = ConcurrentHashMap.newKeySet();

    /**
     * The way to jobs from a node that holds none, until it {@linkplain #hold holds} some.
     *
     * @param own the node's region
     * @param role of nodes that hold jobs
     */
    public ShardedJobs(ActorSystem<?> system, Region own, String role) {
        sharding = ClusterSharding.get(system);
        this.own = own;
        this.role = role;
    }

    /** From now on jobs of the node's region run on it, too, if it has the role; if not, this opens the way to them. */
    public void hold(Function<JobId, Behavior<Job.Command>> job) {
        sharding.init(Entity.of(TYPE, entity -> job.apply(JobId.parse(entity.getEntityId())))
                .withRole(role));
    }

    @Override
    public EntityRef<Job.Command> job(JobId job, Region region) {
        if (region.equals(own)) {
            return sharding.entityRefFor(TYPE, job.toString());
        }
        if (proxies.add(region)) {
            // Nothing of another region runs here: this starts the proxy.
            sharding.init(Entity.of(TYPE, entity -> Behaviors.<Job.Command>stopped())
                    .withDataCenter(region.name())
                    .withRole(role));
        }
        return sharding.entityRefFor(TYPE, job.toString(), region.name());
    }
}

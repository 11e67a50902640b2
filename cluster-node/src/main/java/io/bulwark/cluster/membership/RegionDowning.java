package io.bulwark.cluster.membership;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.DowningProvider;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import org.apache.pekko.cluster.sbr.LeaseMajority;
import org.apache.pekko.cluster.sbr.LeaseMajoritySettings;
import org.apache.pekko.cluster.sbr.SplitBrainResolver;
import org.apache.pekko.cluster.sbr.SplitBrainResolverProvider;
import org.apache.pekko.cluster.sbr.SplitBrainResolverSettings;
import org.apache.pekko.coordination.lease.scaladsl.Lease;
import org.apache.pekko.coordination.lease.scaladsl.LeaseProvider;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;

/**
 * Pekko's resolver of cuts inside of a region, with a strategy that hears {@link LivingObservers} only. Pekko makes it, by its name in {@code
 * bulwark-pekko.conf}; its settings are those of Pekko's own. The strategies are those that a node's settings know.
 */
public final class RegionDowning extends DowningProvider {
    private final ActorSystem system;
    private final SplitBrainResolverProvider pekko;
    private final SplitBrainResolverSettings settings;

    /** For Pekko. */
    public RegionDowning(ActorSystem system) {
        this.system = system;
        pekko = new SplitBrainResolverProvider(system);
        settings = new SplitBrainResolverSettings(system.settings().config());
    }

    @Override
    public FiniteDuration downRemovalMargin() {
        return pekko.downRemovalMargin();
    }

    /** @throws IllegalArgumentException if the strategy is another than "keep-majority" or "lease-majority" */
    @Override
    public Option<Props> downingActorProps() {
        Cluster cluster = Cluster.get(system);
        DowningStrategy strategy = new LivingObservers(strategy(cluster), cluster.selfUniqueAddress());
        return Option.apply(SplitBrainResolver.props(settings.DowningStableAfter(), strategy));
    }

    private DowningStrategy strategy(Cluster cluster) {
        UniqueAddress self = cluster.selfUniqueAddress();
        String region = cluster.selfDataCenter();
        String name = settings.DowningStrategy();
        if (name.equals(SplitBrainResolverSettings.KeepMajorityName())) {
            return new KeepMajority(region, settings.keepMajorityRole(), self);
        } else if (name.equals(SplitBrainResolverSettings.LeaseMajorityName())) {
            LeaseMajoritySettings of = settings.leaseMajoritySettings();
            Lease lease = LeaseProvider.get(system)
                    .getLease(
                            of.safeLeaseName(system.name()),
                            of.leaseImplementation(),
                            self.address().hostPort());
            return new LeaseMajority(
                    region, of.role(), lease, of.acquireLeaseDelayForMinority(), of.releaseAfter(), self);
        }
        throw new IllegalArgumentException("expected the strategy keep-majority or lease-majority, got " + name);
    }
}

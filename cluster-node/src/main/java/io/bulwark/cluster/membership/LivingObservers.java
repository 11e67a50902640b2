package io.bulwark.cluster.membership;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.coordination.lease.scaladsl.Lease;
import scala.Option;
import scala.collection.immutable.Set;

/**
 * A strategy of Pekko's by which a region resolves a cut, to which the word of a member that is gone means nothing. Pekko keeps what a member has last said of
 * others, and takes one that cannot be reached, and has itself found another one unreachable, for indirectly connected: when a region's leader died within
 * seconds of having found another member dead, the whole region was removed.
 *
 * <p>A member is gone if somebody cannot reach it and it has not seen the newest state of the cluster. One that is indirectly connected has seen it, through
 * others.
 */
final class LivingObservers extends DowningStrategy {
    private final DowningStrategy strategy;
    /** Who is unreachable by Pekko's account, as it was last told of. */
    private final Map<UniqueAddress, Member> unreachable = new HashMap<>();

    private Reachability said = Reachability.empty();

    LivingObservers(DowningStrategy strategy, UniqueAddress self) {
        super(strategy.selfDc(), self);
        this.strategy = strategy;
    }

    @Override
    public void setReachability(Reachability reachability) {
        said = reachability;
        hear();
    }

    @Override
    public void setSeenBy(Set<Address> seenBy) {
        super.setSeenBy(seenBy);
        strategy.setSeenBy(seenBy);
        hear();
    }

    private void hear() {
        Set<UniqueAddress> subjects = said.allUnreachableOrTerminated();
        Reachability living = said.filterRecords(record -> !subjects.contains(record.observer())
                || seenBy().contains(record.observer().address()));
        super.setReachability(living);
        strategy.setReachability(living);
        unreachable.values().forEach(member -> hear(member, living));
    }

    /** A member that Pekko says to be unreachable is so, unless nobody says it but who is gone. */
    private void hear(Member member, Reachability living) {
        UniqueAddress who = member.uniqueAddress();
        if (!said.isReachable(who) && living.isReachable(who)) {
            super.addReachable(member);
            strategy.addReachable(member);
        } else {
            super.addUnreachable(member);
            strategy.addUnreachable(member);
        }
    }

    @Override
    public void add(Member member) {
        unreachable.computeIfPresent(member.uniqueAddress(), (who, before) -> member);
        super.add(member);
        strategy.add(member);
    }

    @Override
    public void remove(Member member) {
        unreachable.remove(member.uniqueAddress());
        super.remove(member);
        strategy.remove(member);
    }

    @Override
    public void addUnreachable(Member member) {
        unreachable.put(member.uniqueAddress(), member);
        super.addUnreachable(member);
        strategy.addUnreachable(member);
    }

    @Override
    public void addReachable(Member member) {
        unreachable.remove(member.uniqueAddress());
        super.addReachable(member);
        strategy.addReachable(member);
    }

    @Override
    public Option<String> role() {
        return strategy.role();
    }

    @Override
    public Option<Lease> lease() {
        return strategy.lease();
    }

    @Override
    public DowningStrategy.Decision decide() {
        return strategy.decide();
    }

    @Override
    public DowningStrategy.Decision reverseDecision(DowningStrategy.AcquireLeaseDecision decision) {
        return strategy.reverseDecision(decision);
    }

    @Override
    public Set<UniqueAddress> nodesToDown(DowningStrategy.Decision decision) {
        return strategy.nodesToDown(decision);
    }
}

package io.bulwark.simulation.chaos;

import io.bulwark.protocol.Region;
import java.time.Duration;
import java.util.Set;

/** What the network between regions does now; inside of one nothing ever happens. Safe for use by several threads. */
final class Wires {
    private Set<Region> cutOff = Set.of();
    private Duration delay = Duration.ZERO;

    /** These regions reach no other, and no other reaches them, until {@link #heal}. What was under way waits. */
    synchronized void cut(Set<Region> regions) {
        cutOff = Set.copyOf(regions);
    }

    /** All reach all. */
    synchronized void heal() {
        cutOff = Set.of();
        notifyAll();
    }

    /** From now on everything between regions takes so long more. */
    synchronized void slow(Duration more) {
        delay = more;
    }

    /** How long what leaves one region now takes to the other, in nanoseconds. */
    synchronized long delay(Region from, Region to) {
        return from.equals(to) ? 0 : delay.toNanos();
    }

    synchronized boolean open(Region from, Region to) {
        return from.equals(to) || !(cutOff.contains(from) || cutOff.contains(to));
    }

    /** Waits while there is a cut between the two. */
    synchronized void awaitOpen(Region from, Region to) throws InterruptedException {
        while (!open(from, to)) {
            wait();
        }
    }
}

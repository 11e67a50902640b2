package io.bulwark.simulation.engine;

import java.util.PriorityQueue;

/** Virtual time and what is to happen in it. Of two acts at the same time, the one that was entered first comes first. */
public final class Agenda {
    private record Entry(long at, long number, Runnable act) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(1024);
    private long now;
    private long entered;

    /** Nanoseconds since the run began. */
    public long now() {
        return now;
    }

    /** The act happens after so many nanoseconds; a delay below 0 is one of 0. */
    public void after(long delay, Runnable act) {
        at(now + Math.max(0, delay), act);
    }

    /** The act happens at that time, or now if that has passed. */
    public void at(long time, Runnable act) {
        entries.add(new Entry(Math.max(now, time), entered++, act));
    }

    /** Goes on to the next act and does it; answers whether there was one. */
    public boolean step() {
        Entry next = entries.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        next.act.run();
        return true;
    }

    /** How many acts were entered so far. */
    public long entered() {
        return entered;
    }
}

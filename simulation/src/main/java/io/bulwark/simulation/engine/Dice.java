package io.bulwark.simulation.engine;

import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed. Each purpose has dice of its own, so that leaving out one kind of event does not throw the others anew. */
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    public Dice(long seed, String purpose) {
        random = new SplittableRandom(seed * GOLDEN + purpose.hashCode());
    }

    /** Dice for one of many things of a purpose. */
    public Dice(long seed, String purpose, int number) {
        random = new SplittableRandom((seed * GOLDEN + purpose.hashCode()) * GOLDEN + number);
    }

    /** A number from 0 to below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from the first to below the second. */
    public long between(long from, long to) {
        return to <= from ? from : random.nextLong(from, to);
    }

    public boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** From 0 to below 1. */
    public double fraction() {
        return random.nextDouble();
    }

    /** A time until something that happens by chance, once in the mean. */
    public double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    public <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }
}

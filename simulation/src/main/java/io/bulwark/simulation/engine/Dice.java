package io.bulwark.simulation.engine;

import java.util.List;
import java.util.SplittableRandom;

/** Chance from a seed. Each purpose has dice of its own, so that leaving out one kind of event does not throw the others anew. */
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    public Dice(long seed, String purpose) {
        random = new SplittableRandom(mixed(mixed(seed) + purpose.hashCode()));
    }

    /** Dice for one of many things of a purpose. */
    public Dice(long seed, String purpose, int number) {
        random = new SplittableRandom(mixed(mixed(mixed(seed) + purpose.hashCode()) + number));
    }

    /** The finaliser of SplitMix64. Without it, dice whose seeds lie in line would throw each other's numbers, only later. */
    private static long mixed(long seed) {
        long z = seed + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
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

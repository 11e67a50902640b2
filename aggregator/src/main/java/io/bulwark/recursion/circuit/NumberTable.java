package io.bulwark.recursion.circuit;

/** Slots of numbers found by a hash of what they stand for; open addressing, nothing is ever removed. Who looks compares, for only he knows what a number stands for. */
final class NumberTable {
    /** No number stands in a slot. */
    static final int EMPTY = 0;

    private int[] numbers = new int[1 << 12];
    private int[] hashes = new int[1 << 12];
    private int used;

    /** Takes one more part into a hash. */
    static int mix(int hash, int part) {
        int h = (hash ^ part) * 0x9E3779B1;
        return h ^ (h >>> 15);
    }

    int first(int hash) {
        return hash & (numbers.length - 1);
    }

    int next(int slot) {
        return (slot + 1) & (numbers.length - 1);
    }

    int get(int slot) {
        return numbers[slot];
    }

    /** Fills an empty slot at which a search with this hash has ended. */
    void put(int slot, int number, int hash) {
        numbers[slot] = number;
        hashes[slot] = hash;
        used++;
        if (2 * used > numbers.length) {
            grow();
        }
    }

    private void grow() {
        int[] oldNumbers = numbers;
        int[] oldHashes = hashes;
        numbers = new int[2 * oldNumbers.length];
        hashes = new int[2 * oldNumbers.length];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != EMPTY) {
                int slot = first(oldHashes[i]);
                while (numbers[slot] != EMPTY) {
                    slot = next(slot);
                }
                numbers[slot] = oldNumbers[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }
}

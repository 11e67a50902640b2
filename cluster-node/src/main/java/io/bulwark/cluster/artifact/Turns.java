package io.bulwark.cluster.artifact;

import java.util.List;

/**
 * Whom a fetch asks: one keeper after the other, a few times round. Plain state.
 *
 * @param <K> names a keeper
 */
public final class Turns<K> {
    private static final int ROUNDS = 3;

    private final List<K> keepers;
    private int turns;

    /** @param keepers at least one, the first one first */
    public Turns(List<K> keepers) {
        this.keepers = List.copyOf(keepers);
    }

    /** Who is asked now. */
    public K now() {
        return keepers.get(turns % keepers.size());
    }

    /** Who is asked now has it not, or says nothing: answers whether there is another to ask. */
    public boolean next() {
        turns++;
        return turns < ROUNDS * keepers.size();
    }

    /** All of them. */
    public List<K> keepers() {
        return keepers;
    }
}

package io.bulwark.cluster.prover;

/** Who is told what a node's slots do, to count it or to trace it. It is told in the slots' actors: it neither blocks nor throws. */
public interface SlotObserver {
    /** Takes no notice. */
    SlotObserver NONE = stint -> {};

    /** A task has left a slot. */
    void ended(Stint stint);

    /** What the slots are at now; told over and over. */
    default void load(NodeLoad load) {}

    /** Both are told. */
    static SlotObserver both(SlotObserver first, SlotObserver second) {
        return new SlotObserver() {
            @Override
            public void ended(Stint stint) {
                first.ended(stint);
                second.ended(stint);
            }

            @Override
            public void load(NodeLoad load) {
                first.load(load);
                second.load(load);
            }
        };
    }
}

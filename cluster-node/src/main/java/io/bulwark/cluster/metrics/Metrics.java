package io.bulwark.cluster.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Where what happens is counted. Safe for use by several threads, and cheap enough for every task and request.
 *
 * <p>In all calls {@code labels} are the values of the meter's labels, in their order: each one of a few words, never an id.
 */
public interface Metrics {
    /** Counts nothing. */
    Metrics NONE = new Metrics() {
        @Override
        public void add(Meter meter, List<String> labels, double amount) {}

        @Override
        public void took(Meter meter, List<String> labels, long nanos) {}

        @Override
        public void level(Meter meter, List<String> labels, DoubleSupplier now) {}
    };

    /** Adds to a count. Adding nothing shows the count as 0. */
    void add(Meter meter, List<String> labels, double amount);

    /** Notes how long something took. */
    void took(Meter meter, List<String> labels, long nanos);

    /** Says where a level is read, whenever someone asks for it; the first who says it for these labels is heard. */
    void level(Meter meter, List<String> labels, DoubleSupplier now);

    /** Adds to a count that has one label. */
    default void add(Meter meter, String label, double amount) {
        add(meter, List.of(label), amount);
    }

    /** Adds to a count without labels. */
    default void add(Meter meter, double amount) {
        add(meter, List.of(), amount);
    }

    /** Notes how long something with one label took. */
    default void took(Meter meter, String label, long nanos) {
        took(meter, List.of(label), nanos);
    }

    /** Says where a level with one label is read. */
    default void level(Meter meter, String label, DoubleSupplier now) {
        level(meter, List.of(label), now);
    }

    /** Says where a level without labels is read. */
    default void level(Meter meter, DoubleSupplier now) {
        level(meter, List.of(), now);
    }
}

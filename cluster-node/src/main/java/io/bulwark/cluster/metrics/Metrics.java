package io.bulwark.cluster.metrics;

import java.util.function.DoubleSupplier;

/**
 * Where what happens is counted. Safe for use by several threads, and cheap enough for every task and request.
 *
 * <p>In all calls {@code label} is the value of the meter's one label: one of a few words, never an id; empty for a meter without one.
 */
public interface Metrics {
    /** Counts nothing. */
    Metrics NONE = new Metrics() {
        @Override
        public void add(Meter meter, String label, double amount) {}

        @Override
        public void took(Meter meter, String label, long nanos) {}

        @Override
        public void level(Meter meter, String label, DoubleSupplier now) {}
    };

    /** Adds to a count. */
    void add(Meter meter, String label, double amount);

    /** Notes how long something took. */
    void took(Meter meter, String label, long nanos);

    /** Says where a level is read, whenever someone asks for it; the first who says it for a label is heard. */
    void level(Meter meter, String label, DoubleSupplier now);

    /** Adds to a count without label. */
    default void add(Meter meter, double amount) {
        add(meter, "", amount);
    }
}

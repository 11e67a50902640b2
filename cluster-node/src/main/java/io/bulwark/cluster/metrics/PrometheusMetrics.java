package io.bulwark.cluster.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Counts for Prometheus: what the node's parts say, and the JVM. */
public final class PrometheusMetrics implements Metrics, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5),
        Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();

    /** Begins to count. */
    public PrometheusMetrics() {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    @Override
    public void add(Meter meter, String label, double amount) {
        require(meter, Meter.Kind.COUNT);
        Counter.builder(meter.prometheus())
                .description(meter.help())
                .tags(tags(meter, label))
                .register(registry)
                .increment(amount);
    }

    @Override
    public void took(Meter meter, String label, long nanos) {
        require(meter, Meter.Kind.TIME);
        // Prometheus' seconds are added to the name by the registry.
        Timer.builder(meter.prometheus().replaceFirst("_seconds$", ""))
                .description(meter.help())
                .tags(tags(meter, label))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    @Override
    public void level(Meter meter, String label, DoubleSupplier now) {
        require(meter, Meter.Kind.LEVEL);
        Gauge.builder(meter.prometheus(), now, DoubleSupplier::getAsDouble)
                .description(meter.help())
                .tags(tags(meter, label))
                .strongReference(true)
                .register(registry);
    }

    private static void require(Meter meter, Meter.Kind kind) {
        if (meter.kind() != kind) {
            throw new IllegalArgumentException(meter + " is a " + meter.kind() + ", not a " + kind);
        }
    }

    private static Tags tags(Meter meter, String label) {
        return meter.label().isEmpty() ? Tags.empty() : Tags.of(meter.label(), label);
    }

    /** All counts in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}

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
import java.util.List;
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
    public void add(Meter meter, List<String> labels, double amount) {
        Tags tags = tags(meter, labels, Meter.Kind.COUNT);
        Counter.builder(meter.prometheus())
                .description(meter.help())
                .tags(tags)
                .register(registry)
                .increment(amount);
    }

    @Override
    public void took(Meter meter, List<String> labels, long nanos) {
        Tags tags = tags(meter, labels, Meter.Kind.TIME);
        // Prometheus' seconds are added to the name by the registry.
        Timer.builder(meter.prometheus().replaceFirst("_seconds$", ""))
                .description(meter.help())
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos(nanos));
    }

    @Override
    public void level(Meter meter, List<String> labels, DoubleSupplier now) {
        Tags tags = tags(meter, labels, Meter.Kind.LEVEL);
        Gauge.builder(meter.prometheus(), now, DoubleSupplier::getAsDouble)
                .description(meter.help())
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** @throws IllegalArgumentException if that is not what is done with the meter, or these are not as many labels as it has */
    private static Tags tags(Meter meter, List<String> labels, Meter.Kind kind) {
        if (meter.kind() != kind) {
            throw new IllegalArgumentException(meter + " is a " + meter.kind() + ", not a " + kind);
        }
        if (meter.labels().size() != labels.size()) {
            throw new IllegalArgumentException(
                    "expected values of the labels " + meter.labels() + " of " + meter + ", got " + labels);
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < labels.size(); i++) {
            tags = tags.and(meter.labels().get(i), labels.get(i));
        }
        return tags;
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

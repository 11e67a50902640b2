package io.bulwark.cluster.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once when spans cannot be sent, and once when they can be again. */
final class PatientExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final Consumer<Boolean> changed;
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param changed is told whether sending fails now, when that changes */
    PatientExporter(SpanExporter exporter, Consumer<Boolean> changed) {
        this.exporter = exporter;
        this.changed = changed;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        sent.whenComplete(() -> {
            boolean fails = !sent.isSuccess();
            if (failing.getAndSet(fails) != fails) {
                changed.accept(fails);
            }
        });
        return sent;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}

package io.bulwark.cluster.trace;

import io.bulwark.protocol.Member;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Sends spans to a collector by OpenTelemetry's SDK, some at a time, from a thread of its own. Of those that wait only so many are kept; the rest is dropped. */
final class OtlpTraces implements Traces {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(OtlpTraces.class);
    /** What the SDK says of every failure, to java.util.logging; held, for a logger that nobody holds forgets its level. */
    private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry");

    private static final int QUEUE = 16_384;
    private static final int BATCH = 512;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration SENT_WITHIN = Duration.ofSeconds(5);
    private static final long END_MILLIS = 2_000;

    private final ChosenIds ids = new ChosenIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * Sends to a collector.
     *
     * @param endpoint takes OTLP in Protobuf over HTTP
     * @param self the node, as the collector is to know it
     */
    static OtlpTraces to(URI endpoint, Member self) {
        SDK_LOG.setLevel(Level.OFF);
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setTimeout(SENT_WITHIN)
                .setMeterProvider(MeterProvider.noop())
                .build();
        LOG.info("jobs are traced: spans go to {}", endpoint);
        return new OtlpTraces(
                new PatientExporter(exporter, fails -> {
                    if (fails) {
                        LOG.warn("spans cannot be sent to {} and are lost; all else goes on", endpoint);
                    } else {
                        LOG.info("spans can be sent to {} again", endpoint);
                    }
                }),
                self);
    }

    OtlpTraces(SpanExporter exporter, Member self) {
        Resource node = Resource.create(Attributes.builder()
                .put("service.name", "bulwark")
                .put("service.instance.id", self.node().name())
                .put("bulwark.operator", self.operator().name())
                .put("bulwark.jurisdiction", self.jurisdiction().code())
                .put("bulwark.region", self.region().name())
                .build());
        provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSampler(Sampler.alwaysOn())
                .setResource(node)
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(EVERY)
                        .setExporterTimeout(SENT_WITHIN)
                        .build())
                .build();
        tracer = provider.get("io.bulwark");
    }

    @Override
    public void add(Episode episode) {
        SpanBuilder builder = tracer.spanBuilder(episode.name())
                .setStartTimestamp(episode.begin(), TimeUnit.NANOSECONDS)
                .setAttribute("bulwark.job", episode.job().toString());
        episode.words().forEach(builder::setAttribute);
        episode.parent()
                .ifPresentOrElse(
                        parent -> builder.setParent(Context.root().with(Span.wrap(context(episode, parent)))),
                        builder::setNoParent);
        ids.choose(episode);
        try {
            Span span = builder.startSpan();
            episode.failure().ifPresent(why -> span.setStatus(StatusCode.ERROR, why));
            span.end(episode.end(), TimeUnit.NANOSECONDS);
        } finally {
            ids.forget();
        }
    }

    private static SpanContext context(Episode episode, SpanId parent) {
        return SpanContext.createFromRemoteParent(
                ChosenIds.traceOf(episode.job()), parent.hex(), TraceFlags.getSampled(), TraceState.getDefault());
    }

    @Override
    public void close() {
        provider.shutdown().join(END_MILLIS, TimeUnit.MILLISECONDS);
    }
}

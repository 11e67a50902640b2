package io.bulwark.cluster.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans on their way to a collector. */
@Timeout(60)
class OtlpTracesTest {
    private static final Member SELF = Member.local(new NodeId("node"));
    private static final JobId JOB = new JobId(Sha256.of(new byte[] {1}));
    private static final String TRACE =
            HexFormat.of().formatHex(JOB.bytes().substring(0, 16).toByteArray());

    @Test
    void aSpanHasTheIdsThatFollowFromTheJobAndTheTask() {
        KeptSpans kept = new KeptSpans();
        TaskId task = TaskId.segment(JOB, 3);
        try (OtlpTraces traces = new OtlpTraces(kept, SELF)) {
            traces.add(job(Optional.empty()));
            traces.add(new Episode(
                    JOB,
                    SpanId.of(task),
                    Optional.of(SpanId.of(JOB)),
                    "segment",
                    10,
                    20,
                    Optional.empty(),
                    Map.of("bulwark.task", task.name().toString())));
        }

        assertThat(kept.all()).hasSize(2).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.instance.id")))
                    .isEqualTo("node");
        });
        SpanData whole = kept.all().get(0);
        SpanData part = kept.all().get(1);
        assertThat(whole.getParentSpanContext().isValid()).isFalse();
        assertThat(part.getParentSpanId()).isEqualTo(whole.getSpanId());
        assertThat(part.getSpanId()).isEqualTo(SpanId.of(TaskId.segment(JOB, 3)).hex());
        assertThat(part.getStartEpochNanos()).isEqualTo(10);
        assertThat(part.getEndEpochNanos()).isEqualTo(20);
        assertThat(part.getAttributes().get(AttributeKey.stringKey("bulwark.task")))
                .isEqualTo("interval 3");
    }

    @Test
    void differentTasksAndJobsHaveDifferentIds() {
        JobId other = new JobId(Sha256.of(new byte[] {2}));
        assertThat(List.of(
                        SpanId.of(JOB),
                        SpanId.of(other),
                        SpanId.of(TaskId.segment(JOB, 1)),
                        SpanId.of(TaskId.segment(JOB, 2)),
                        SpanId.of(TaskId.segment(other, 1)),
                        SpanId.of(new TaskId(JOB, TaskName.plan())),
                        SpanId.any(),
                        SpanId.any()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatFailedSaysWhy() {
        KeptSpans kept = new KeptSpans();
        try (OtlpTraces traces = new OtlpTraces(kept, SELF)) {
            traces.add(job(Optional.of("no luck")));
        }
        assertThat(kept.all()).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("no luck");
        });
    }

    @Test
    void aCollectorGetsTheSpansOverHttp() throws Exception {
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (Traces traces = settings(
                        "http://127.0.0.1:" + collector.getAddress().getPort())
                .traces(SELF)
                .orElseThrow()) {
            traces.add(job(Optional.empty()));

            byte[] body = received.poll(30, TimeUnit.SECONDS);
            assertThat(body).isNotNull();
            assertThat(HexFormat.of().formatHex(body))
                    .contains(
                            TRACE,
                            SpanId.of(JOB).hex(),
                            HexFormat.of().formatHex("bulwark".getBytes(StandardCharsets.UTF_8)));
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void whereNobodyListensSpansAreLostAndNothingElse() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Traces traces = settings("http://127.0.0.1:" + closed).traces(SELF).orElseThrow();
        for (int i = 0; i < 1000; i++) {
            traces.add(job(Optional.empty()));
        }
        traces.close();
        traces.add(job(Optional.empty()));
    }

    @Test
    void aCollectorThatTakesNothingHoldsNobodyUp() {
        List<CompletableResultCode> asked = new ArrayList<>();
        OtlpTraces traces = new OtlpTraces(
                new SpanExporter() {
                    @Override
                    public CompletableResultCode export(Collection<SpanData> spans) {
                        asked.add(new CompletableResultCode());
                        return asked.getLast();
                    }

                    @Override
                    public CompletableResultCode flush() {
                        return new CompletableResultCode();
                    }

                    @Override
                    public CompletableResultCode shutdown() {
                        return new CompletableResultCode();
                    }
                },
                SELF);
        // Many times as many as are kept.
        for (int i = 0; i < 100_000; i++) {
            traces.add(job(Optional.empty()));
        }
        traces.close();
    }

    @Test
    void aFailureIsSaidOnceAndItsEndToo() {
        List<CompletableResultCode> answers = new ArrayList<>(List.of(
                CompletableResultCode.ofSuccess(),
                CompletableResultCode.ofFailure(),
                CompletableResultCode.ofFailure(),
                CompletableResultCode.ofSuccess(),
                CompletableResultCode.ofSuccess()));
        List<Boolean> said = new ArrayList<>();
        SpanExporter exporter = new PatientExporter(
                new SpanExporter() {
                    @Override
                    public CompletableResultCode export(Collection<SpanData> spans) {
                        return answers.removeFirst();
                    }

                    @Override
                    public CompletableResultCode flush() {
                        return CompletableResultCode.ofSuccess();
                    }

                    @Override
                    public CompletableResultCode shutdown() {
                        return CompletableResultCode.ofSuccess();
                    }
                },
                said::add);
        for (int i = 0; i < 5; i++) {
            exporter.export(List.of());
        }
        assertThat(said).containsExactly(true, false);
    }

    @Test
    void anAddressWithoutPathIsACollectors() {
        assertThat(settings("http://127.0.0.1:4318").endpoint())
                .contains(URI.create("http://127.0.0.1:4318/v1/traces"));
        assertThat(settings("https://traces.example/").endpoint())
                .contains(URI.create("https://traces.example/v1/traces"));
        assertThat(settings("https://traces.example/in/here").endpoint())
                .contains(URI.create("https://traces.example/in/here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "", "localhost:4318", "grpc://127.0.0.1:4317", "http://", "http://a b"})
    void whatIsNoAddressIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> settings(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("endpoint: expected off, or an address such as http://127.0.0.1:4318, got \"" + text + '"');
    }

    @Test
    void offNeedsNoClassOfOpenTelemetrys() throws Exception {
        assertThat(tracesWithoutOpenTelemetry("off")).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> tracesWithoutOpenTelemetry("http://127.0.0.1:1"))
                .rootCause()
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageContaining("io.opentelemetry");
    }

    private static Object tracesWithoutOpenTelemetry(String endpoint) throws ReflectiveOperationException {
        Class<?> type = Class.forName(TraceSettings.class.getName(), true, new WithoutOpenTelemetry());
        Config all = ConfigFactory.parseMap(Map.of("bulwark.traces.endpoint", endpoint));
        Object settings = type.getMethod("of", Config.class).invoke(null, all);
        return type.getMethod("traces", Member.class).invoke(settings, SELF);
    }

    /** Loads the classes of tracing anew, and none of OpenTelemetry's. */
    private static final class WithoutOpenTelemetry extends ClassLoader {
        private WithoutOpenTelemetry() {
            super(OtlpTracesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.opentelemetry.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(Traces.class.getPackageName() + ".")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? anew(name) : known;
        }

        private Class<?> anew(String name) throws ClassNotFoundException {
            try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static TraceSettings settings(String endpoint) {
        return TraceSettings.of(ConfigFactory.parseMap(Map.of("bulwark.traces.endpoint", endpoint)));
    }

    private static Episode job(Optional<String> failure) {
        return new Episode(JOB, SpanId.of(JOB), Optional.empty(), "job", 1, 2, failure, Map.of());
    }
}

package io.bulwark.cluster.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** One job on two nodes, each of which sends its own spans. */
@Timeout(180)
class TracedClusterTest {
    private static final int STEPS_PER_TASK = 16;
    private static final int TASKS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LONG = Duration.ofSeconds(60).toNanos();

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final FoldedHashChain workload = new FoldedHashChain(STEPS_PER_TASK, 100_000_000, 20_000_000);
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final KeptSpans kept = new KeptSpans();

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.system().terminate());
    }

    @Test
    void allSpansOfAJobAreOneTraceWhicheverNodeTheyAreOf() throws Exception {
        start("one");
        start("two");
        Gateway gateway = new Gateway(nodes.getFirst());
        until(() -> nodes.stream().allMatch(node -> new Gateway(node).provers() == 2));
        byte[] input = new byte[TASKS * STEPS_PER_TASK * 4];
        Path file = Files.write(directory.resolve("input"), input);
        JobSpec spec = workload.specOf(Optional.empty(), gateway.put(file), "none");
        gateway.remember(spec);
        until(() -> gateway.submit(spec, PATIENCE).phase() == JobStatus.Phase.SUCCEEDED);
        until(() -> !named("job").isEmpty() && !named("prove finish").isEmpty());
        // What provers were at last is told when they are told to stop.
        nodes.forEach(ClusterNode::close);

        String trace =
                HexFormat.of().formatHex(spec.id().bytes().substring(0, 16).toByteArray());
        Map<String, SpanData> spans = new HashMap<>();
        kept.all().forEach(span -> spans.put(span.getSpanId(), span));
        assertThat(spans).as("each has an id of its own").hasSameSizeAs(kept.all());
        assertThat(spans.values())
                .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(trace));
        SpanData job = named("job").getFirst();
        assertThat(job.getParentSpanContext().isValid()).isFalse();
        assertThat(job.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        assertThat(named("segment")).hasSize(TASKS);
        assertThat(named("finish")).hasSize(1);
        assertThat(named("join")).isNotEmpty();
        Set<String> kinds = Set.of("plan", "segment", "join", "finish");
        for (SpanData span : spans.values()) {
            if (kinds.contains(span.getName())) {
                assertThat(span.getParentSpanId()).as(span.getName()).isEqualTo(job.getSpanId());
            } else if (!span.getSpanId().equals(job.getSpanId())) {
                SpanData parent = spans.get(span.getParentSpanId());
                assertThat(parent).as("what %s is part of", span.getName()).isNotNull();
                boolean fetch = span.getName().equals("fetch");
                assertThat(kinds.contains(parent.getName())).as(span.getName()).isNotEqualTo(fetch);
            }
        }
        assertThat(named("prove segment"))
                .hasSizeGreaterThanOrEqualTo(TASKS)
                .allSatisfy(span -> assertThat(spans.get(span.getParentSpanId()).getAttributes())
                        .as("below the span of its own task")
                        .isNotNull()
                        .extracting(words -> words.get(AttributeKey.stringKey("bulwark.task")))
                        .isEqualTo(span.getAttributes().get(AttributeKey.stringKey("bulwark.task"))));
        assertThat(named("prove segment").stream().map(TracedClusterTest::node).collect(Collectors.toSet()))
                .as("both nodes proved")
                .containsExactlyInAnyOrder("one", "two");
        assertThat(named("job").stream().map(TracedClusterTest::node))
                .as("the job is one node's")
                .hasSize(1);
        assertThat(named("wait")).hasSizeGreaterThanOrEqualTo(TASKS);
        assertThat(named("run")).hasSizeGreaterThanOrEqualTo(TASKS);
    }

    private void start(String name) {
        List<String> join =
                nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().address());
        Member member = Member.local(new NodeId(name));
        WorkloadSet workloads = WorkloadSet.of(workload);
        nodes.add(ClusterNode.start(
                new NodeSettings(
                        member.node(), "127.0.0.1", 0, join, directory.resolve(name), 1, 1, directory.resolve("keys")),
                workloads,
                Makers.threads(workloads),
                Optional.of(new OtlpTraces(kept, member))));
    }

    private List<SpanData> named(String name) {
        return kept.all().stream().filter(span -> span.getName().equals(name)).toList();
    }

    private static String node(SpanData span) {
        return span.getResource().getAttribute(AttributeKey.stringKey("service.instance.id"));
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long end = System.nanoTime() + LONG;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("what is waited for does not come").isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}

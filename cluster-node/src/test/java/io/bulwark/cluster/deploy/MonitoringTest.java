package io.bulwark.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is drawn, rings, or starts pods, is measured: a meter that is only declared does not count. */
final class MonitoringTest {
    private static final String DASHBOARD = "components/monitoring/bulwark-dashboard.json";
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "bulwark", "cluster");
    private static final Set<String> WORDS = Set.of("and", "or", "unless");

    @Test
    void everyMetricThatIsDrawnIsMeasured() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Manifests.text(DASHBOARD));
        List<String> expressions = dashboard.findValuesAsText("expr");
        assertThat(expressions)
                .hasSizeGreaterThanOrEqualTo(dashboard.path("panels").size());
        assertThat(names(expressions)).isNotEmpty().isSubsetOf(measured());
    }

    @Test
    void everyMetricThatRingsIsMeasured() throws IOException {
        List<String> expressions = Manifests.of(PrometheusRule.class, "components/monitoring/alerts.yaml").stream()
                .flatMap(file -> file.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream())
                .map(rule -> rule.getExpr().getValue().toString())
                .toList();
        assertThat(expressions).hasSizeGreaterThan(5);
        assertThat(names(expressions)).isNotEmpty().isSubsetOf(measured());
    }

    @Test
    void theMetricThatStartsPodsIsMeasured() throws IOException {
        var external = Manifests.of(HorizontalPodAutoscaler.class, "components/autoscaling/autoscaler.yaml")
                .getFirst()
                .getSpec()
                .getMetrics()
                .getFirst()
                .getExternal();
        assertThat(measured()).contains(external.getMetric().getName());
        String rule = Manifests.text("components/autoscaling/adapter.yaml");
        assertThat(rule).contains("as: " + external.getMetric().getName());
    }

    @Test
    void prometheusAsksWhereMetricsAreServed() throws IOException {
        var endpoint = Manifests.of(ServiceMonitor.class, "components/monitoring/service-monitor.yaml")
                .getFirst()
                .getSpec()
                .getEndpoints()
                .getFirst();
        assertThat(endpoint.getPort()).isEqualTo("management");
        assertThat(Files.readString(Path.of("src/main/resources/openapi.json")))
                .contains('"' + endpoint.getPath() + '"');
    }

    @Test
    void findsTheNamesInAnExpression() {
        assertThat(names(List.of("sum by (le, route) (rate(a_b_bucket{x=\"y z\"}[5m])) > 5 and max(c) > 0")))
                .containsExactlyInAnyOrder("a_b_bucket", "c");
    }

    private static Set<String> names(List<String> expressions) {
        Pattern name = Pattern.compile("\\b[a-z][a-z_]*\\b(?!\\s*\\()");
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            String bare = expression
                    .replaceAll("\\{[^}]*}", "")
                    .replaceAll("\\[[^]]*]", "")
                    .replaceAll("\\bby \\([^)]*\\)", "");
            name.matcher(bare).results().map(found -> found.group()).forEach(names::add);
        }
        names.removeAll(WORDS);
        return names;
    }

    /** The names in the answer to a scrape of a node at which everything that is measured somewhere has happened. */
    private static Set<String> measured() throws IOException {
        List<Meter> used = used();
        assertThat(used).contains(Meter.JOBS);
        Set<String> names = new TreeSet<>(Set.of("up"));
        try (PrometheusMetrics metrics = new PrometheusMetrics()) {
            used.forEach(meter -> happen(metrics, meter));
            metrics.scrape()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .forEach(names::add);
        }
        return names;
    }

    private static void happen(PrometheusMetrics metrics, Meter meter) {
        List<Runnable> ways = List.of(
                () -> metrics.add(meter, "a", 1),
                () -> metrics.took(meter, "a", 1),
                () -> metrics.level(meter, "a", () -> 1));
        long fitting = ways.stream().filter(MonitoringTest::works).count();
        assertThat(fitting).as(meter.name()).isEqualTo(1);
    }

    private static boolean works(Runnable way) {
        try {
            way.run();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Meters that some part of a node counts on. */
    private static List<Meter> used() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !path.startsWith(SOURCES.resolve("metrics")))
                    .toList()) {
                sources.add(Files.readString(file));
            }
        }
        return Arrays.stream(Meter.values())
                .filter(meter -> {
                    Pattern use = Pattern.compile("\\bMeter\\." + meter.name() + "\\b");
                    return sources.stream()
                            .anyMatch(source -> use.matcher(source).find());
                })
                .toList();
    }
}

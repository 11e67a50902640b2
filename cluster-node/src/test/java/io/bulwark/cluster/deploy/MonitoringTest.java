package io.bulwark.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.Scrape;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is drawn, rings, or starts pods, is measured. */
final class MonitoringTest {
    private static final String DASHBOARD = "components/monitoring/bulwark-dashboard.json";
    private static final Path MANUAL = Path.of("..", "docs", "observing.md");
    private static final Set<String> WORDS = Set.of("and", "or", "unless");

    @Test
    void everyMetricThatIsDrawnIsMeasured() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Manifests.text(DASHBOARD));
        List<String> expressions = dashboard.findValuesAsText("expr");
        for (JsonNode panel : dashboard.path("panels")) {
            boolean row = panel.path("type").asText().equals("row");
            assertThat(panel.findValuesAsText("expr").isEmpty())
                    .as(panel.path("title").asText())
                    .isEqualTo(row);
        }
        assertThat(names(expressions)).isNotEmpty().isSubsetOf(measured());
    }

    @Test
    void everyMetricThatRingsIsMeasured() throws IOException {
        List<String> expressions = alerts().stream()
                .map(rule -> rule.getExpr().getValue().toString())
                .toList();
        assertThat(expressions).hasSizeGreaterThan(5);
        assertThat(names(expressions)).isNotEmpty().isSubsetOf(measured());
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhatToDoAndIsInTheManual() throws IOException {
        String manual = Files.readString(MANUAL);
        for (Rule alert : alerts()) {
            assertThat(alert.getLabels()).as(alert.getAlert()).containsKey("severity");
            assertThat(alert.getAnnotations()).as(alert.getAlert()).containsOnlyKeys("summary", "description");
            assertThat(manual)
                    .contains("| `" + alert.getAlert() + "` | "
                            + alert.getLabels().get("severity") + " |")
                    .contains(alert.getAnnotations().get("description"));
        }
    }

    @Test
    void everyMetricIsInTheManualAsAScrapeExplainsIt() throws IOException {
        String manual = Files.readString(MANUAL);
        for (Meter meter : Meter.values()) {
            String name = meter.kind() == Meter.Kind.COUNT ? meter.prometheus() + "_total" : meter.prometheus();
            assertThat(manual).contains("| `" + name + "` |").contains("| " + meter.help() + " |");
            meter.labels().forEach(label -> assertThat(manual).contains("`" + label + "`"));
        }
    }

    private static List<Rule> alerts() throws IOException {
        return Manifests.of(PrometheusRule.class, "components/monitoring/alerts.yaml").stream()
                .flatMap(file -> file.getSpec().getGroups().stream())
                .flatMap(group -> group.getRules().stream())
                .toList();
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

    /** The names in the answer to a scrape of a node at which everything has happened; that all of it is measured, NodeMetricsTest shows. */
    private static Set<String> measured() {
        Set<String> names = new TreeSet<>(Set.of("up"));
        try (PrometheusMetrics metrics = new PrometheusMetrics()) {
            for (Meter meter : Meter.values()) {
                List<String> labels = meter.labels().stream().map(label -> "a").toList();
                switch (meter.kind()) {
                    case COUNT -> metrics.add(meter, labels, 1);
                    case TIME -> metrics.took(meter, labels, 1);
                    case LEVEL -> metrics.level(meter, labels, () -> 1);
                }
            }
            names.addAll(Scrape.of(metrics.scrape()).names());
        }
        return names;
    }
}

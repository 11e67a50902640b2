package io.bulwark.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.simulation.risk.Assessment;
import io.bulwark.simulation.risk.Figure;
import io.bulwark.simulation.risk.HtmlReport;
import io.bulwark.simulation.risk.NetworkMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can befall a network, checked on networks small enough to count by hand. */
class RiskTest {
    private static final Path MAPS = Path.of("maps");
    private static final String RATES = """
            "rates": {"nodePerYear": 4, "nodeHours": 2, "operatorPerYear": 1, "operatorHours": 24,
              "jurisdictionPerYear": 0.01, "jurisdictionHours": 336},
            "cost": {"haltedHour": 1000, "overloadedHour": 100, "currency": "EUR"}""";

    private static NetworkMap map(String sites, String policy, double demand) {
        return NetworkMap.parse(
                "{\"name\": \"n\", \"sites\": [%s], \"policy\": %s, \"demand\": %s, \"segments\": 8, %s}"
                        .formatted(sites, policy, demand, RATES));
    }

    private static String site(String operator, String jurisdiction, int nodes) {
        return "{\"operator\": \"%s\", \"jurisdiction\": \"%s\", \"region\": \"r\", \"nodes\": %d}"
                .formatted(operator, jurisdiction, nodes);
    }

    private static String figure(NetworkMap map, String name) {
        List<Figure> found = Assessment.of(map, 1).figures().stream()
                .filter(figure -> figure.name().startsWith(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst().value();
    }

    @Test
    void oneOperatorIsASinglePointOfFailureAndFourAreNot() {
        NetworkMap one = map(site("acme", "DE", 3) + "," + site("acme", "FR", 3), "{}", 0.4);
        assertThat(figure(one, "single points of failure: operators")).isEqualTo("acme");
        assertThat(figure(one, "single points of failure: jurisdictions")).isEqualTo("none");
        assertThat(figure(one, "Nakamoto coefficient, halting")).isEqualTo("1 / 2");
        assertThat(Assessment.of(one, 1).threats()).anyMatch(t -> t.verdict().equals("avoid"));

        NetworkMap four = map(
                site("a", "DE", 1) + "," + site("b", "DE", 1) + "," + site("c", "FR", 1) + "," + site("d", "US", 1),
                "{\"leastOperators\": 2, \"leastJurisdictions\": 2}",
                0.25);
        assertThat(figure(four, "single points of failure: operators")).isEqualTo("none");
        // By operator: c and d leave one jurisdiction. By jurisdiction: any two leave one.
        assertThat(figure(four, "Nakamoto coefficient, halting")).isEqualTo("2 / 2");
    }

    @Test
    void aGreatestShareAsksForAsManyOperatorsAsItTakesToKeepIt() {
        NetworkMap map = map(
                site("a", "DE", 5) + "," + site("b", "FR", 5) + "," + site("c", "US", 5) + "," + site("d", "JP", 5),
                "{\"greatestSharePercent\": 34}",
                0.1);
        // Of a hundred segments two can prove 68.
        assertThat(figure(map, "Nakamoto coefficient, halting")).isEqualTo("2 / 2");
    }

    @Test
    void theLargestOverloadTheRest() {
        NetworkMap map = map(site("a", "DE", 6) + "," + site("b", "FR", 2) + "," + site("c", "US", 2), "{}", 0.5);
        assertThat(figure(map, "Nakamoto coefficient, overloading")).isEqualTo("1 / 1");
        assertThat(figure(map, "whose loss alone overloads the rest")).isEqualTo("a; DE");
    }

    @Test
    void whoMayNotWorkCountsForNothing() {
        NetworkMap map = map(site("a", "DE", 1) + "," + site("b", "US", 9), "{\"denied\": [\"US\"]}", 0.1);
        assertThat(figure(map, "single points of failure: operators")).isEqualTo("a");
    }

    @Test
    void anOperatorThatStopsOneDayAYearIsDownOneDayAYear() {
        NetworkMap map = map(site("a", "DE", 50), "{}", 0.1);
        List<Double> hours = Assessment.of(map, 5).hours();
        // One stop of 24 hours and a hundredth of one of 336, in the mean of 400 years: within four standard errors.
        assertThat(hours.getFirst()).isBetween(27.4 - 9, 27.4 + 9);
        assertThat(hours.get(1)).isGreaterThan(hours.getFirst());
    }

    @Test
    void theSameSeedGivesTheSameFigures() throws IOException {
        NetworkMap map = NetworkMap.parse(Files.readString(MAPS.resolve("permissioned-five.json")));
        assertThat(Assessment.of(map, 3)).isEqualTo(Assessment.of(map, 3));
        assertThat(Assessment.of(map, 4).figures())
                .isNotEqualTo(Assessment.of(map, 3).figures());
    }

    @Test
    void everyExampleIsReadAndEveryFigureHasAnAssumption() throws IOException {
        try (Stream<Path> files = Files.list(MAPS)) {
            List<Path> maps = files.sorted().toList();
            assertThat(maps).hasSize(4);
            for (Path file : maps) {
                NetworkMap map = NetworkMap.parse(Files.readString(file));
                Assessment assessment = Assessment.of(map, 1);
                assertThat(assessment.figures())
                        .allMatch(figure -> !figure.assumption().isBlank());
            }
        }
        NetworkMap open = NetworkMap.parse(Files.readString(MAPS.resolve("open-120.json")));
        assertThat(open.nodes()).isEqualTo(120);
        assertThat(open.jurisdictions()).hasSize(55);
        NetworkMap thirty = NetworkMap.parse(Files.readString(MAPS.resolve("consortium-thirty.json")));
        assertThat(thirty.operators()).hasSize(30);
    }

    @Test
    void theReportAsksForNothingFromAnywhere() throws IOException {
        NetworkMap map = NetworkMap.parse(Files.readString(MAPS.resolve("permissioned-five.json")));
        String page = HtmlReport.of(Assessment.of(map, 1));
        assertThat(page)
                .doesNotContain("http:", "https:", "src=", "url(", "@import", "<script", "<link")
                .contains("<svg", "prefers-color-scheme: dark", "a permissioned five");
    }

    @Test
    void aNameCannotPutMarkupIntoTheReport() {
        NetworkMap named = NetworkMap.parse(
                "{\"name\": \"<script>x</script>\", \"sites\": [%s], \"demand\": 0.5, \"segments\": 8, %s}"
                        .formatted(site("a", "DE", 1), RATES));
        assertThat(HtmlReport.of(Assessment.of(named, 1))).doesNotContain("<script");
    }

    @Test
    void refusesAMapInWhichSomethingIsMissingOrWrong() {
        for (String wrong :
                List.of("", "[]", "{}", "{\"name\": \"n\", \"sites\": []}", "{\"name\": \"n\", \"nonsense\": 1}")) {
            assertThatThrownBy(() -> NetworkMap.parse(wrong)).isInstanceOf(NetworkMap.MapException.class);
        }
        assertThatThrownBy(() -> map("", "{}", 0.5))
                .isInstanceOf(NetworkMap.MapException.class)
                .hasMessageContaining("expected 1 to 10000 sites, got 0");
        assertThatThrownBy(() -> map(site("a", "DE", 0), "{}", 0.5)).hasMessageContaining("nodes of a site, got 0");
        assertThatThrownBy(() -> map(site("a", "nowhere", 1), "{}", 0.5)).isInstanceOf(NetworkMap.MapException.class);
        assertThatThrownBy(() -> map(site("a", "DE", 1), "{}", 1.5)).hasMessageContaining("got 1.5");
    }
}

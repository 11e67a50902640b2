package io.bulwark.cluster.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.http.ServedNode;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser, at a gateway of a cluster of several operators, where there is a Chromium, and with npm for axe-core. {@code -Dbulwark.page-shots=DIR} keeps
 * its screenshots there.
 */
@Timeout(600)
@InBrowser
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageInBrowserTest {
    private static final int TASK_BYTES = 64;
    private static final Duration PROVING = Duration.ofMillis(40);
    private static final Path SHOTS = Path.of(System.getProperty("bulwark.page-shots", "target/page-shots"));

    @TempDir
    private static Path directory;

    private static ServedNode gateway;
    private static final List<ServedNode> PROVERS = new ArrayList<>();

    private Browser browser;

    @BeforeAll
    static void start() throws InterruptedException {
        gateway = node("gateway-1", "acme", "DE", "eu-central", List.of(), 0, Map.of());
        List<String> join = List.of(gateway.address());
        PROVERS.add(node("frankfurt-1", "acme", "DE", "eu-central", join, 2, Map.of()));
        PROVERS.add(node("zurich-1", "helvetia", "CH", "eu-central", join, 2, Map.of()));
        PROVERS.add(node("paris-1", "lumiere", "FR", "eu-central", join, 2, Map.of()));
        while (gateway.get("/v1/nodes").json().at("/nodes").findValues("load").size() < PROVERS.size()) {
            Thread.sleep(100);
        }
    }

    private static ServedNode node(
            String name,
            String operator,
            String jurisdiction,
            String region,
            List<String> join,
            int slots,
            Map<String, Object> settings) {
        Member member = new Member(
                new NodeId(name), new OperatorId(operator), new Jurisdiction(jurisdiction), new Region(region));
        return ServedNode.of(member, directory, join, slots, PROVING, settings);
    }

    @AfterAll
    static void stop() {
        PROVERS.forEach(ServedNode::close);
        gateway.close();
    }

    @BeforeEach
    void open() throws IOException, InterruptedException {
        browser = Browser.open(Files.createTempDirectory(directory, "profile"));
        browser.size(1180, 900);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private static Path input(int tasks, long seed) throws IOException {
        byte[] bytes = new byte[tasks * TASK_BYTES];
        new Random(seed).nextBytes(bytes);
        return Files.write(directory.resolve("input-" + seed + ".bin"), bytes);
    }

    private void submit(int tasks, long seed) throws IOException, InterruptedException {
        browser.go(gateway.url() + "/#/submit");
        browser.until("document.querySelector('#input')");
        browser.choose("#input", input(tasks, seed));
        browser.eval("document.querySelector('#security').value = 'none'");
        browser.eval("document.querySelector('#least-operators').value = '2'");
        browser.eval("document.querySelector('form button[type=submit]').click()");
        browser.until("location.hash.startsWith('#/job/')");
    }

    private void clean() {
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.requests()).allMatch(this::ours);
    }

    private boolean ours(String url) {
        URI from = URI.create(gateway.url());
        return url.startsWith("about:")
                || url.startsWith("blob:" + gateway.url())
                || URI.create(url).getAuthority().equals(from.getAuthority());
    }

    @Test
    @Order(1)
    void fourThousandSegmentsAreShownWhileTheyChange() throws IOException, InterruptedException {
        try (var script = PageInBrowserTest.class.getResourceAsStream("/page/many-segments.js")) {
            browser.before(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        browser.go(gateway.url() + "/#/job/" + "ab".repeat(32));
        browser.until("document.querySelector('progress')");
        browser.eval("window.longest = 0; let last = performance.now(); (function frame(now) {"
                + " longest = Math.max(longest, now - last); last = now; requestAnimationFrame(frame); })(last)");
        browser.untilText("4,096 segments of 4,096 proved");
        browser.untilText("proved (4,096)");
        System.out.println("4,096 segments: the longest frame was "
                + browser.eval("Math.round(longest)").asInt() + " ms");
        browser.shoot(SHOTS.resolve("job-4096.png"));
        browser.size(360, 800);
        browser.until("document.querySelector('canvas.cells').clientWidth < 360");
        browser.shoot(SHOTS.resolve("job-4096-360.png"));
        clean();
    }

    @Test
    @Order(2)
    void everyViewIsAccessibleInLightAndDarkAndFitsAPhone() throws IOException, InterruptedException {
        Axe axe = Axe.get();
        submit(64, 4);
        browser.until("document.querySelector('h1 .state').innerText === 'succeeded'");
        String job = browser.eval("location.hash").asText();
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            for (int width : List.of(1180, 360)) {
                browser.size(width, 800);
                for (String view : List.of("#/", job, "#/nodes", "#/evidence", "#/submit")) {
                    browser.go("about:blank");
                    browser.go(gateway.url() + "/" + view);
                    browser.until("document.querySelector('h1') && !document.body.innerText.includes('connecting')");
                    browser.until("document.documentElement.dataset.theme === '" + scheme + "'");
                    settle(view);
                    assertThat(browser.eval("document.documentElement.scrollWidth")
                                    .asInt())
                            .as("%s at %d pixels does not scroll sideways", view, width)
                            .isLessThanOrEqualTo(width);
                    browser.shoot(SHOTS.resolve((view.startsWith("#/job")
                                    ? "job-small"
                                    : view.equals("#/") ? "overview" : view.substring(2))
                            + "-" + scheme + "-" + width + ".png"));
                    axe.check(browser, view + " in " + scheme + " at " + width);
                }
            }
        }
        clean();
    }

    private void settle(String view) throws InterruptedException {
        if (view.startsWith("#/job")) {
            browser.untilText("64 segments of 64 proved");
        } else if (view.equals("#/") || view.equals("#/nodes")) {
            browser.until("document.querySelectorAll('td').length > 4");
        }
    }

    @Test
    @Order(3)
    void theKeyboardIsEnough() throws InterruptedException {
        browser.go(gateway.url());
        browser.untilText("What needs attention");
        browser.press("Tab");
        assertThat(browser.eval("document.activeElement.innerText").asText()).isEqualTo("Skip to content");
        for (int i = 0; i < 3; i++) {
            browser.press("Tab");
        }
        assertThat(browser.eval("document.activeElement.innerText").asText()).isEqualTo("Nodes");
        browser.eval("document.activeElement.click()");
        browser.until("document.querySelector('h1').innerText === 'Nodes'");
        assertThat(browser.eval("document.activeElement.id").asText()).isEqualTo("main");
        clean();
    }

    @Test
    @Order(4)
    void whatIsShownGoesOnWhenTheGatewayWasLostAndIsBack() throws IOException, InterruptedException {
        List<String> join = List.of(gateway.address());
        ServedNode second = node("gateway-2", "acme", "DE", "eu-central", join, 0, Map.of());
        URI at = URI.create(second.url());
        while (second.get("/readyz").status() != 200) {
            Thread.sleep(50);
        }
        submit(300, 6);
        String job = browser.eval("location.hash").asText();
        browser.go(second.url() + "/" + job);
        browser.until("document.querySelector('progress')?.value > 20");
        second.close();
        browser.untilText("the gateway does not answer; trying again");
        Thread.sleep(500);
        ServedNode again = node("gateway-3", "acme", "DE", "eu-central", join, 0, Map.of("port", at.getPort()));
        try {
            browser.until("document.querySelector('h1 .state').innerText === 'succeeded'");
            browser.untilText("300 segments of 300 proved");
            browser.untilText("proved (300)");
            assertThat(browser.errors())
                    .as("only that the gateway was not there")
                    .allMatch(error -> error.contains("net::ERR_") || error.contains("503") || error.contains("404"));
        } finally {
            again.close();
        }
    }

    @Test
    @Order(5)
    void aJobIsSubmittedByFormAndWatchedToItsEndWhileANodeIsKilled() throws IOException, InterruptedException {
        submit(1024, 1);
        browser.untilText("Segments, and the folds above them");
        browser.until("document.querySelector('progress').value > 40");
        browser.shoot(SHOTS.resolve("job-running.png"));
        browser.eval("[...document.querySelectorAll('[aria-pressed]')].find(b => b.innerText === 'Operator').click()");
        browser.untilText("helvetia");

        // Not the one that the job is at: what that has seen dies with it.
        int victim = browser.text().contains("Worked on by paris-1") ? 1 : 2;
        String lost = List.of("frankfurt-1", "zurich-1", "paris-1").get(victim);
        PROVERS.remove(victim).close();
        // It was at a segment or at a fold.
        String said = "/" + lost + " lost (interval|join) /.test(document.body.innerText)";
        browser.until(said);
        browser.until("/took over (interval|join)/.test(document.body.innerText)");
        browser.until("document.querySelector('h1 .state').innerText === 'succeeded'");
        browser.untilText("1,024 segments of 1,024 proved");
        assertThat(browser.text()).contains("holds: At least 2 operators", "bulwark verify ", "--input input-1.bin");
        if (browser.text().contains("took over interval ")) {
            assertThat(browser.text()).contains("tried more than once");
        }
        browser.eval("scrollTo(0, 0)");
        browser.shoot(SHOTS.resolve("job.png"));

        browser.reload();
        browser.untilText("1,024 segments of 1,024 proved");
        browser.untilText("all has been told");
        browser.until(said);

        browser.eval("document.querySelector('[data-save=proof]').click()");
        browser.eval("document.querySelector('canvas.cells').focus()");
        browser.press("ArrowRight");
        browser.press("ArrowRight");
        browser.untilText("Segment 2: proved by ");
        browser.eval("document.querySelector('.brand').click()");
        browser.until("document.querySelector('.tile')");
        String country = victim == 1 ? "Switzerland (CH)" : "France (FR)";
        browser.until("/" + lost + " cannot be reached/.test(document.body.innerText)"
                + " || !document.body.innerText.includes('" + country + "')");
        clean();
    }
}

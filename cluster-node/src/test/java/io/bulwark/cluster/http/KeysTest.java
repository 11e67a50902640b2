package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.protocol.SubmitterId;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Keys: none, wrong, revoked, over quota, another submitter's job; and listeners that would let strangers in. */
@Timeout(120)
class KeysTest {
    private static final long MIB = 1 << 20;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private static Path directory;

    private static final ApiKey.Made ACME = made("acme", false, 10, 1000);
    private static final ApiKey.Made TWO_JOBS = made("two-jobs", false, 2, 1000);
    private static final ApiKey.Made OTHER = made("other", false, 10, 1000);
    private static final ApiKey.Made SLOW = made("slow", false, 10, 1);
    private static final ApiKey.Made OPERATOR = made("boss", true, 10, 1000);
    private static Path file;
    private static ServedNode node;

    private static ApiKey.Made made(String submitter, boolean operator, int openJobs, int requestsPerSecond) {
        return ApiKey.make(new SubmitterId(submitter), operator, openJobs, MIB, MIB, requestsPerSecond);
    }

    @BeforeAll
    static void start() {
        file = directory.resolve("api-keys");
        write(List.of(ACME.entry(), TWO_JOBS.entry(), OTHER.entry(), SLOW.entry(), OPERATOR.entry()));
        // A minute for each proof: jobs stay open.
        node = ServedNode.start(
                "node", directory, List.of(), 1, Duration.ofMinutes(1), Map.of("keys", file.toString()));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void write(List<ApiKey> keys) {
        ApiKeyFile.write(file, keys);
    }

    private static ServedNode.Answer with(String key, HttpRequest.Builder request) {
        return node.send(request.header("Authorization", "Bearer " + key));
    }

    private static ServedNode.Answer get(ApiKey.Made key, String path) {
        return with(key.secret(), node.request(path));
    }

    private static ServedNode.Answer upload(ApiKey.Made key, byte[] bytes) {
        return with(
                key.secret(),
                node.request("/v1/artifacts")
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    private static ServedNode.Answer submit(ApiKey.Made key, long seed) {
        byte[] input = new byte[5000];
        new Random(seed).nextBytes(input);
        String blob = upload(key, input).json().toString();
        String job = "{\"input\":" + blob + ",\"security\":\"none\"}";
        return with(
                key.secret(),
                node.request("/v1/jobs")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(job)));
    }

    private static void is(ServedNode.Answer answer, int status, String kind) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("type").asText()).isEqualTo("urn:bulwark:problem:" + kind);
    }

    @Test
    void withoutAKeyOrWithAWrongOneNothingOpensButHealth() {
        ServedNode.Answer none = node.get("/v1/jobs");
        is(none, 401, "no-key");
        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
        String wrong = ACME.secret().substring(0, ACME.secret().length() - 1) + "x";
        is(with(wrong, node.request("/v1/jobs")), 401, "wrong-key");
        is(with("bulwark_", node.request("/v1/jobs")), 401, "wrong-key");
        is(with("x".repeat(3000), node.request("/v1/jobs")), 401, "wrong-key");
        for (Route route : node.routes()) {
            if (route.access() != Route.Access.OPEN) {
                String path = route.path().replaceAll("\\{[a-z]+}", "ab".repeat(32));
                HttpRequest.Builder request =
                        node.request(path).method(route.method(), HttpRequest.BodyPublishers.noBody());
                ServedNode.Answer answer = node.send(request);
                is(answer, 401, "no-key");
                assertThat(answer.json().toString())
                        .as(path)
                        .isEqualTo(none.json().toString());
            }
        }
        assertThat(node.get("/healthz").status()).isEqualTo(200);
        assertThat(node.get("/openapi.json").status()).isEqualTo(200);
    }

    @Test
    void anothersJobIsNotThere() {
        String job = submit(ACME, 1).json().get("id").asText();
        String nobody = "ab".repeat(32);

        assertThat(get(ACME, "/v1/jobs/" + job).status()).isEqualTo(200);
        for (String part : List.of("", "/events", "/proof", "/receipts", "/tasks", "/tasks/events")) {
            ServedNode.Answer anothers = get(OTHER, "/v1/jobs/" + job + part);
            is(anothers, 404, "unknown-job");
            assertThat(anothers.json().toString())
                    .as("told apart by nothing from a job that is not there")
                    .isEqualTo(get(OTHER, "/v1/jobs/" + nobody + part)
                            .json()
                            .toString()
                            .replace(nobody, job));
        }
        is(with(OTHER.secret(), node.request("/v1/jobs/" + job).DELETE()), 404, "unknown-job");
        assertThat(get(ACME, "/v1/jobs/" + job).json().get("state").asText())
                .as("a stranger cancels nothing")
                .isNotEqualTo("cancelled");
        assertThat(get(OTHER, "/v1/jobs").json().at("/jobs").findValuesAsText("id"))
                .doesNotContain(job);
        for (String path : List.of("/v1/evidence", "/v1/evidence/acme")) {
            HttpRequest.Builder request = node.request(path);
            is(with(OTHER.secret(), path.endsWith("acme") ? request.DELETE() : request), 403, "not-allowed");
        }
        is(
                with(OTHER.secret(), node.request("/v1/nodes/node/drain").POST(HttpRequest.BodyPublishers.noBody())),
                403,
                "not-allowed");
        assertThat(get(OPERATOR, "/v1/jobs").json().at("/jobs").findValuesAsText("id"))
                .contains(job);
        assertThat(submit(OTHER, 1).json().get("id").asText())
                .as("the same work for another submitter is another job")
                .isNotEqualTo(job);
    }

    @Test
    void moreThanTheKeysQuotaIsRefusedWithATimeToComeBack() {
        while (submit(TWO_JOBS, new Random().nextLong()).status() == 201) {
            // Until as many jobs are open as the key may have.
        }
        ServedNode.Answer open = submit(TWO_JOBS, 3);
        is(open, 429, "overload");
        assertThat(open.json().get("detail").asText()).isEqualTo("2 jobs of two-jobs are open, as many as may be");
        assertThat(Integer.parseInt(open.header("Retry-After"))).isPositive();

        ServedNode.Answer last = get(SLOW, "/v1/jobs");
        while (last.status() == 200) {
            last = get(SLOW, "/v1/jobs");
        }
        is(last, 429, "over-quota");
        assertThat(last.header("Retry-After")).isEqualTo("1");

        assertThat(upload(OPERATOR, new byte[1_000_000]).status()).isEqualTo(201);
        ServedNode.Answer bytes = upload(OPERATOR, new byte[1_000_000]);
        is(bytes, 429, "over-quota");
        assertThat(Integer.parseInt(bytes.header("Retry-After"))).isGreaterThan(3600);
    }

    @Test
    void aRevokedKeyOpensNothingWithoutARestart() throws InterruptedException {
        ApiKey.Made brief = made("brief", false, 10, 1000);
        write(List.of(ACME.entry(), TWO_JOBS.entry(), OTHER.entry(), SLOW.entry(), OPERATOR.entry(), brief.entry()));
        while (get(brief, "/v1/jobs").status() != 200) {
            Thread.sleep(50);
        }
        write(List.of(
                ACME.entry(),
                TWO_JOBS.entry(),
                OTHER.entry(),
                SLOW.entry(),
                OPERATOR.entry(),
                brief.entry().revoke()));
        while (get(brief, "/v1/jobs").status() == 200) {
            Thread.sleep(50);
        }
        is(get(brief, "/v1/jobs"), 401, "wrong-key");
        assertThat(get(OTHER, "/v1/jobs").status()).isEqualTo(200);
    }

    @Test
    void theFileOfKeysHasNoKeyInIt() throws IOException {
        assertThat(Files.readString(file))
                .doesNotContain(ACME.secret().substring(17))
                .contains(ACME.entry().id());
        assertThat(ApiKeyFile.read(file)).contains(ACME.entry());
        assertThatThrownBy(() -> ApiKey.parse(ACME.entry().line().replace("openJobs", "openJbos")))
                .hasMessageContaining("openJbos");
        Path bad = Files.writeString(
                directory.resolve("bad-keys"), "# two\n" + ACME.entry().line() + "\n{}\n");
        assertThatThrownBy(() -> ApiKeyFile.read(bad)).hasMessageContaining("bad-keys, line 3: expected id: a string");
    }

    @Test
    void aListenerThatStrangersReachNeedsKeysAndTls() {
        assertThatThrownBy(() ->
                        ServedNode.start("open", directory, List.of(), 0, Duration.ZERO, Map.of("host", "0.0.0.0")))
                .isInstanceOf(HttpStartException.class)
                .hasMessageContaining("only on loopback may they be left out");
    }
}

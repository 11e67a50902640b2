package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.SubmitterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/**
 * The API fuzzed from its own description by Schemathesis: requests as described, and requests that are not. It needs Python 3 with venv, and what pip
 * fetches; where these are not to be had it is left out. Nothing of that is kept. To repeat a failure, the report says a seed and a command.
 *
 * <p>Not asked: event streams without end, draining, which would end the node; {@code /metrics}, which the public listener does not have. Not checked: that all
 * that the description allows is accepted, for it cannot say which artifacts there are; and that TRACE with a body, which is no request, gets 405.
 */
@Timeout(1200)
class FuzzedApiTest {
    private static final String FUZZER = "schemathesis==4.32.5";
    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_headers_conformance,response_schema_conformance,negative_data_rejection,"
            + "missing_required_header,ignored_auth";

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    @Test
    void answersAsItsDescriptionSaysWhateverIsAsked() throws IOException, InterruptedException {
        Path work = Files.createDirectory(directory.resolve("fuzzer"));
        Programs programs = new Programs(work);
        programs.install("python3", "-m", "venv", "venv");
        programs.install("venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", FUZZER);

        ApiKey.Made key = ApiKey.make(new SubmitterId("fuzzer"), true, 50, 1 << 26, 1L << 30, 10_000);
        Path keys = directory.resolve("api-keys");
        ApiKeyFile.write(keys, List.of(key.entry()));
        try (ServedNode node =
                ServedNode.start("node", directory, List.of(), 1, Duration.ZERO, Map.of("keys", keys.toString()))) {
            String examples = System.getProperty("bulwark.fuzz.examples", "50");
            String report = programs.run(
                    "venv/bin/st",
                    "run",
                    node.url() + "/openapi.json",
                    "--header",
                    "Authorization: Bearer " + key.secret(),
                    "--exclude-path-regex",
                    "/metrics|/overview/events|/drain",
                    "--checks",
                    CHECKS,
                    "--phases",
                    "examples,coverage,fuzzing",
                    "--max-examples",
                    examples,
                    "--continue-on-failure",
                    "--request-timeout",
                    "30",
                    "--seed",
                    "1");
            System.out.println(report.substring(Math.max(0, report.indexOf("SUMMARY"))));
            assertThat(node.get("/healthz").status()).isEqualTo(200);
        }
    }
}

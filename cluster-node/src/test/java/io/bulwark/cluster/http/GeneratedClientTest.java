package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.SubmitterId;
import java.io.IOException;
import java.io.InputStream;
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
 * A TypeScript client that Hey API's generator makes from the API's description, checked by the TypeScript compiler and used by a program of a page
 * ({@code generated-client/walk.ts}). It needs Node.js of a release that the generator names, with npm, and what these fetch; where these
 * are not to be had it is left out. Nothing of that is kept.
 */
@Timeout(1200)
class GeneratedClientTest {
    private static final String GENERATOR = "@hey-api/openapi-ts@0.95.0";
    private static final String COMPILER = "typescript@5.9.3";

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    @Test
    void handsInWatchesAndFetches() throws IOException, InterruptedException {
        Path work = Files.createDirectory(directory.resolve("client"));
        Programs programs = new Programs(work);
        put("/openapi.json", work.resolve("openapi.json"));
        put("/generated-client/walk.ts", work.resolve("walk.ts"));
        Files.writeString(work.resolve("package.json"), "{\"private\": true}");
        programs.install("npm", "install", "--engine-strict", "--no-audit", "--no-fund", GENERATOR, COMPILER);
        programs.run("npx", "openapi-ts", "-i", "openapi.json", "-o", "generated", "-c", "@hey-api/client-fetch");
        programs.run(
                "npx",
                "tsc",
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom,dom.iterable",
                "--module",
                "commonjs",
                "--moduleResolution",
                "node",
                "--outDir",
                "built",
                "walk.ts");

        ApiKey.Made key = ApiKey.make(new SubmitterId("acme"), false, 10, 1 << 20, 1 << 20, 1000);
        Path keys = directory.resolve("api-keys");
        ApiKeyFile.write(keys, List.of(key.entry()));
        try (ServedNode node = ServedNode.start(
                "node", directory, List.of(), 1, Duration.ofMillis(100), Map.of("keys", keys.toString()))) {
            assertThat(programs.run("node", "built/walk.js", node.url(), key.secret()))
                    .contains("walked: ", " events, a proof of ");
        }
    }

    private static void put(String resource, Path file) throws IOException {
        try (InputStream in = GeneratedClientTest.class.getResourceAsStream(resource)) {
            Files.copy(in, file);
        }
    }
}

package io.bulwark.cluster.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium with one page, driven by its DevTools protocol. Notes what it asks for and what goes wrong in it. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final long PATIENCE_SECONDS = 90;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private static Optional<Path> program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst();
    }

    /** Whether this machine has one. */
    static boolean isThere() {
        return program().isPresent();
    }

    static Browser open(Path profile) throws IOException, InterruptedException {
        Path program = program().orElseThrow();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-extensions",
                        "--disable-background-networking",
                        "--force-color-profile=srgb",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        return new Browser(process, page(process));
    }

    /** Where the first page is driven. */
    private static URI page(Process process) throws IOException, InterruptedException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.contains("DevTools listening on ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("Chromium ended before it could be driven");
        }
        Thread.ofVirtual().start(() -> out.lines().forEach(any -> {}));
        URI whole = URI.create(line.substring(line.indexOf("ws://")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI list = URI.create("http://" + whole.getAuthority() + "/json/list");
            JsonNode pages =
                    JSON.readTree(http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
            return URI.create(pages.get(0).get("webSocketDebuggerUrl").asText());
        }
    }

    private Browser(Process process, URI page) {
        this.process = process;
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Ear())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "DOM")) {
            call(domain + ".enable", Map.of());
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void hear(String text) {
        try {
            JsonNode said = JSON.readTree(text);
            JsonNode params = said.path("params");
            if (said.has("id")) {
                answers.remove(said.get("id").asInt()).complete(said);
            }
            switch (said.path("method").asText()) {
                case "Network.requestWillBeSent" ->
                    requests.add(params.at("/request/url").asText());
                case "Runtime.exceptionThrown" ->
                    errors.add(params.at("/exceptionDetails").toString());
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert")
                            .contains(params.get("type").asText())) {
                        errors.add(params.get("args").toString());
                    }
                }
                case "Log.entryAdded" -> {
                    if (!params.at("/entry/level").asText().matches("verbose|info")) {
                        errors.add(params.at("/entry/text").asText() + " "
                                + params.at("/entry/url").asText());
                    }
                }
                default -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode call(String method, Map<String, ?> params) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode call = JSON.createObjectNode().put("id", id).put("method", method);
        call.set("params", JSON.valueToTree(params));
        socket.sendText(call.toString(), true).join();
        JsonNode said = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.get("error"));
        }
        return said.get("result");
    }

    void go(String url) {
        call("Page.navigate", Map.of("url", url));
    }

    /** A script that runs before those of each page that is opened from now on. */
    void before(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void reload() {
        call("Page.reload", Map.of());
    }

    /** The value of an expression in the page; of a promise, what it comes to. */
    JsonNode eval(String expression) {
        JsonNode said =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (said.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + said.get("exceptionDetails"));
        }
        return said.at("/result/value");
    }

    /** All that can be read on the page. */
    String text() {
        return eval("document.body.innerText").asText();
    }

    /** Waits until an expression is true, for as long as the page changes; one that fails is not, for what it is about may not be there yet. */
    void until(String expression) throws InterruptedException {
        String seen = "";
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!eval("(() => { try { return Boolean(" + expression + "); } catch { return false; } })()")
                .asBoolean()) {
            if (System.nanoTime() > end) {
                String now = text();
                if (now.equals(seen)) {
                    throw new AssertionError(expression + " does not come true; the page says: " + now + errors);
                }
                seen = now;
                end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            }
            Thread.sleep(50);
        }
    }

    void untilText(String part) throws InterruptedException {
        until("document.body.innerText.includes(" + JSON.valueToTree(part) + ")");
    }

    /** Chooses a file as a user would. */
    void choose(String selector, Path file) {
        int root = call("DOM.getDocument", Map.of()).at("/root/nodeId").asInt();
        int node = call("DOM.querySelector", Map.of("nodeId", root, "selector", selector))
                .get("nodeId")
                .asInt();
        call("DOM.setFileInputFiles", Map.of("nodeId", node, "files", List.of(file.toString())));
    }

    /** Presses a key, as on a keyboard. */
    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code(key)));
        }
    }

    private static int code(String key) {
        return switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case "ArrowRight" -> 39;
            default -> throw new IllegalArgumentException(key);
        };
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void shoot(Path to) throws IOException {
        String png = call("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .asText();
        Files.createDirectories(to.getParent());
        Files.write(to, Base64.getDecoder().decode(png));
    }

    /** Every address that was asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What went wrong, by the console and the log. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

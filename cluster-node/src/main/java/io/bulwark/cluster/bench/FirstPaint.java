package io.bulwark.cluster.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** When a browser paints something of the page for the first time, as its own trace has it: from the beginning of the navigation. */
final class FirstPaint {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAVIGATION = "/args/data/navigationId";
    private static final long SECONDS = 60;
    private static final double MICROS = 1000;

    private FirstPaint() {}

    /**
     * Milliseconds; empty if there is no Chromium on this machine.
     *
     * @param profile a directory that the browser may make and fill
     * @throws UnmeasuredException if the browser does not do as it should
     */
    static Optional<Double> millis(URI page, Path profile) {
        Optional<Path> program = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path trace = profile.resolveSibling("trace.json");
        try {
            Process process = new ProcessBuilder(
                            program.get().toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-extensions",
                            "--disable-background-networking",
                            "--user-data-dir=" + profile,
                            "--trace-startup=loading,blink.user_timing,devtools.timeline",
                            "--trace-startup-file=" + trace,
                            "--trace-startup-format=json",
                            "--timeout=5000",
                            "--screenshot=" + profile.resolveSibling("page.png"),
                            page.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
            if (!ended || !Files.exists(trace)) {
                throw new UnmeasuredException("Chromium wrote no trace of the page");
            }
            return Optional.of(of(Files.readString(trace, StandardCharsets.UTF_8), page));
        } catch (IOException e) {
            throw new UnmeasuredException("Chromium cannot be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmeasuredException("the bench was told to end", e);
        }
    }

    /**
     * Out of a trace.
     *
     * @throws UnmeasuredException if the page was not opened in it, or nothing painted
     */
    static double of(String trace, URI page) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        JSON.readTree(trace).path("traceEvents").forEach(events::add);
        JsonNode start = events.stream()
                .filter(event -> event.path("name").asText().equals("navigationStart"))
                .filter(event ->
                        event.at("/args/data/documentLoaderURL").asText().startsWith(page.toString()))
                .findFirst()
                .orElseThrow(() -> new UnmeasuredException("Chromium did not open " + page));
        JsonNode paint = events.stream()
                .filter(event -> event.path("name").asText().equals("firstPaint"))
                .filter(event -> event.at(NAVIGATION).equals(start.at(NAVIGATION)))
                .findFirst()
                .orElseThrow(() -> new UnmeasuredException("Chromium painted nothing of " + page));
        return (paint.path("ts").asLong() - start.path("ts").asLong()) / MICROS;
    }
}

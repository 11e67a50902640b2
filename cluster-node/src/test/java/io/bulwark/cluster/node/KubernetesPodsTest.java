package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes find each other by a Kubernetes API server, which here is the part of one that they use. */
class KubernetesPodsTest {
    private static final long BOUND_SECONDS = 120;

    @TempDir
    private Path directory;

    @Test
    void podsFindEachOtherByTheApiOnceEnoughAreThereAndALaterOneJoinsThem() throws Exception {
        Path account = directory.resolve("account");
        try (KubernetesApi api = KubernetesApi.secure(account)) {
            int[] ports = freePorts(3);
            api.run("other", "another-program", freePorts(1)[0]);
            api.run("bulwark-0", "bulwark", ports[0]);
            Process nodes = start(api.port(), account);
            try (PrintStream tell = new PrintStream(nodes.getOutputStream(), true, StandardCharsets.UTF_8);
                    BufferedReader seen =
                            new BufferedReader(new InputStreamReader(nodes.getInputStream(), StandardCharsets.UTF_8))) {
                tell.println(ports[0]);
                List<String> alone = until(seen, line -> api.listed() >= 4);
                assertThat(alone)
                        .as("one pod of two that are required, and another program's")
                        .doesNotContain("SEEN [1]");

                api.run("bulwark-1", "bulwark", ports[1]);
                tell.println(ports[1]);
                List<String> two = until(seen, "SEEN [2, 2]"::equals);
                assertThat(two).as("no cluster of one, which would be a second").noneMatch(this::eachAlone);

                api.run("bulwark-2", "bulwark", ports[2]);
                tell.println(ports[2]);
                assertThat(until(seen, "SEEN [3, 3, 3]"::equals)).doesNotContain("SEEN [2, 2, 1]");
            } finally {
                nodes.destroyForcibly();
            }
        }
    }

    private boolean eachAlone(String line) {
        return line.equals("SEEN [1, 1]");
    }

    /** What the nodes say until it is that. */
    private List<String> until(BufferedReader seen, Predicate<String> wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        long end = System.nanoTime() + BOUND_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end) {
            String line = seen.readLine();
            if (line == null) {
                throw new AssertionError("the nodes have ended: " + Files.readString(directory.resolve("log")));
            }
            if (line.startsWith("SEEN ")) {
                lines.add(line);
                if (wanted.test(line)) {
                    return lines;
                }
            }
        }
        throw new AssertionError(
                "it does not come to that: " + lines.getLast() + "\n" + Files.readString(directory.resolve("log")));
    }

    private Process start(int port, Path account) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-cp", classPath(), PodsMain.class.getName()));
        command.addAll(List.of(directory.resolve("nodes").toString(), account.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        builder.environment().put("KUBERNETES_SERVICE_PORT", String.valueOf(port));
        builder.redirectError(Redirect.to(directory.resolve("log").toFile()));
        return builder.start();
    }

    /** That of this class: whoever runs the tests may have loaded them otherwise than by the class path. */
    private static String classPath() {
        return KubernetesPodsTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    private static int[] freePorts(int count) {
        int[] ports = new int[count];
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports[i] = socket.getLocalPort();
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ports;
    }
}

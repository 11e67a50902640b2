package io.bulwark.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code helm} and {@code kubectl} make of {@code deploy/k8s}, by kind and name. A test that asks for a program that is not on this machine is left out. */
final class Rendered {
    static final Path CHART = Manifests.ROOT.resolve("helm/bulwark");

    private static final String HELM = "helm, which `go install helm.sh/helm/v3/cmd/helm@v3.19.0` makes";

    private Rendered() {}

    /** The objects of a chart, a directory or a package. */
    static Map<String, JsonNode> chart(Path chart, String... options) throws IOException, InterruptedException {
        return objects(helm(template(chart, options)).wanted());
    }

    /** What Helm says to values that it refuses. */
    static String refusal(String... options) throws IOException, InterruptedException {
        Ended ended = helm(template(CHART, options));
        assertThat(ended.code()).as(ended.command() + ": " + ended.output()).isNotZero();
        return ended.errors();
    }

    /** The package of the chart, made in a directory. */
    static Path packed(Path directory) throws IOException, InterruptedException {
        assertThat(helm(List.of("package", CHART.toString(), "--destination", directory.toString()))
                        .wanted())
                .contains(directory.toString());
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> template(Path chart, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("template", "bulwark", chart.toString(), "--namespace", "bulwark", "--kube-version", "1.30.0"));
        arguments.addAll(List.of(options));
        return arguments;
    }

    /** The objects of a directory of {@code deploy/k8s}. */
    static Map<String, JsonNode> kustomized(String directory) throws IOException, InterruptedException {
        return objects(kustomize(Manifests.ROOT.resolve(directory)));
    }

    /**
     * The objects of the overlay of one region with components, with the names of the chart's pods in the place of the example's.
     *
     * @param work a directory to write the overlay to that asks for them
     */
    static Map<String, JsonNode> kustomized(Path work, Set<String> components)
            throws IOException, InterruptedException {
        Path root = work.toRealPath().relativize(Manifests.ROOT.toRealPath());
        Files.writeString(work.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources:
                  - %s/overlays/one-region
                components:
                %s
                """.formatted(
                        root,
                        components.stream()
                                .map(component -> "  - " + root + "/components/" + component)
                                .collect(Collectors.joining("\n"))));
        return objects(kustomize(work).replace("nodes.alpine.example", "bulwark-nodes.bulwark.svc.cluster.local"));
    }

    private static String kustomize(Path directory) throws IOException, InterruptedException {
        return run("kubectl", "kubectl", List.of("kustomize", directory.toString()))
                .wanted();
    }

    /** The objects that only one of both has, or that differ. */
    static Set<String> differences(Map<String, JsonNode> one, Map<String, JsonNode> other) {
        Set<String> differences = new TreeSet<>(one.keySet());
        differences.addAll(other.keySet());
        differences.removeIf(
                object -> one.containsKey(object) && one.get(object).equals(other.get(object)));
        return differences;
    }

    /** By kind and name, each read strictly. Not the namespace, which Helm is told, and not what is put to the settings' name, which both make in their own way. */
    private static Map<String, JsonNode> objects(String yaml) {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (JsonNode object : Manifests.trees(yaml.replaceAll("bulwark-settings-[0-9a-z]{10}", "bulwark-settings"))) {
            Manifests.typed(object);
            String kind = object.path("kind").asText();
            ((ObjectNode) object.path("metadata")).remove("namespace");
            if (!kind.equals("Namespace")) {
                JsonNode before =
                        objects.put(kind + "/" + object.at("/metadata/name").asText(), object);
                assertThat(before).as("one object of a kind and name").isNull();
            }
        }
        return objects;
    }

    private record Ended(List<String> command, int code, String output, String errors) {
        /** What it wrote, of a program that has to do what it is asked. */
        String wanted() {
            assertThat(code).as(command + ": " + errors).isZero();
            return output;
        }
    }

    private static Ended helm(List<String> arguments) throws IOException, InterruptedException {
        return run("helm", HELM, arguments);
    }

    private static Ended run(String program, String what, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program(program, what).toString()));
        command.addAll(arguments);
        Path errors = Files.createTempFile("rendered", ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(command, process.waitFor(), output, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    private static Path program(String name, String what) {
        Optional<Path> found = Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of(System.getProperty("user.home") + "/go/bin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "this machine has no " + what);
        return found.orElseThrow();
    }
}

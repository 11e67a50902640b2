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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Helm chart makes what the Kustomize manifests make: the same objects with the same fields. Both programs are asked, where they are on this machine. */
final class HelmTest {
    private static final String HELM = "helm, which `go install helm.sh/helm/v3/cmd/helm@v3.19.0` makes";
    private static final String KUBECTL = "kubectl";

    @Test
    void theChartMakesWhatTheOverlayOfOneRegionMakes() throws Exception {
        assertThat(chart()).isEqualTo(kustomized("overlays/one-region"));
    }

    @Test
    void withoutTheKubernetesApiTheChartMakesWhatTheBaseMakes() throws Exception {
        assertThat(chart("--set", "kubernetesApi.enabled=false")).isEqualTo(kustomized("base"));
    }

    @Test
    void valuesGoWhereTheyBelongAndNowhereElse() throws Exception {
        Map<String, JsonNode> standard = chart();
        Map<String, JsonNode> changed = chart(
                "--set",
                "replicas=4,image.tag=1.2.3,storage=7Gi,threads=8,monitoringNamespace=watch,kubernetesApi.requiredPods=3");
        assertThat(changed.keySet()).isEqualTo(standard.keySet());
        assertThat(changed.entrySet().stream()
                        .filter(object -> !object.getValue().equals(standard.get(object.getKey())))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "ConfigMap/bulwark-settings", "NetworkPolicy/bulwark", "StatefulSet/bulwark");
        JsonNode set = changed.get("StatefulSet/bulwark").path("spec");
        assertThat(set.path("replicas").asInt()).isEqualTo(4);
        assertThat(set.at("/template/spec/containers/0/image").asText()).isEqualTo("bulwark-cluster-node:1.2.3");
        assertThat(set.at("/volumeClaimTemplates/0/spec/resources/requests/storage")
                        .asText())
                .isEqualTo("7Gi");
        assertThat(changed.get("ConfigMap/bulwark-settings")
                        .at("/data/bulwark.conf")
                        .asText())
                .contains("threads = 8\n", "required-pods = 3\n");
    }

    private static Map<String, JsonNode> chart(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program("helm", HELM).toString(),
                "template",
                "bulwark",
                Manifests.ROOT.resolve("helm/bulwark").toString(),
                "--namespace",
                "bulwark",
                "--kube-version",
                "1.30.0"));
        command.addAll(List.of(options));
        return objects(output(command));
    }

    private static Map<String, JsonNode> kustomized(String directory) throws Exception {
        return objects(output(List.of(
                program("kubectl", KUBECTL).toString(),
                "kustomize",
                Manifests.ROOT.resolve(directory).toString())));
    }

    /** By kind and name, each read strictly. Not the namespace, which Helm is told, and not what is put to the settings' name, which both make in their own way. */
    private static Map<String, JsonNode> objects(String yaml) {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (JsonNode object : Manifests.trees(yaml.replaceAll("bulwark-settings-[0-9a-z]{10}", "bulwark-settings"))) {
            Manifests.typed(object);
            String kind = object.path("kind").asText();
            ((ObjectNode) object.path("metadata")).remove("namespace");
            if (!kind.equals("Namespace")) {
                objects.put(kind + "/" + object.at("/metadata/name").asText(), object);
            }
        }
        return objects;
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

    private static String output(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("rendered", ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(command + ": " + Files.readString(errors))
                .isZero();
        Files.delete(errors);
        return output;
    }
}

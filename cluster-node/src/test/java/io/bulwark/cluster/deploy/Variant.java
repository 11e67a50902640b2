package io.bulwark.cluster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One way in which nodes are deployed: the base's StatefulSet with an overlay's patch, and the settings beside it.
 *
 * @param patch the file that changes the base's; empty for the base itself
 * @param suffix what is added to the StatefulSet's name
 */
record Variant(String patch, String suffix, String settings) {
    static Stream<Variant> all() {
        return Stream.of(
                new Variant("", "", "base/bulwark.conf"),
                new Variant("", "", "overlays/one-region/bulwark.conf"),
                new Variant("overlays/single/stateful-set.yaml", "", "overlays/single/bulwark.conf"),
                new Variant("overlays/consortium/stateful-set.yaml", "", "overlays/consortium/bulwark.conf"),
                region("north"),
                region("south"),
                region("west"));
    }

    static Stream<Variant> secured() {
        return all().filter(Variant::hasCertificates);
    }

    private static Variant region(String name) {
        return new Variant(
                "overlays/three-regions/" + name + "/stateful-set.yaml",
                "-" + name,
                "overlays/three-regions/settings/bulwark.conf");
    }

    StatefulSet set() {
        JsonNode base =
                Manifests.trees(Manifests.text("base/stateful-set.yaml")).getFirst();
        JsonNode whole = patch.isEmpty()
                ? base
                : Manifests.merged(base, Manifests.trees(Manifests.text(patch)).getFirst());
        JsonNode asking = asksApi()
                ? Manifests.merged(
                        whole,
                        Manifests.trees(Manifests.text("components/kubernetes-api/stateful-set.yaml"))
                                .getFirst())
                : whole;
        return (StatefulSet) Manifests.typed(asking);
    }

    /** Whether the nodes find each other by the Kubernetes API. */
    boolean asksApi() {
        return bulwark().getString("find").equals("kubernetes");
    }

    PodSpec pod() {
        return set().getSpec().getTemplate().getSpec();
    }

    Container node() {
        return pod().getContainers().getFirst();
    }

    Config given() {
        return ConfigFactory.parseString(Manifests.text(settings));
    }

    Config bulwark() {
        return given().withFallback(ConfigFactory.load()).resolve().getConfig("bulwark");
    }

    boolean hasCertificates() {
        return argument("certs").isPresent();
    }

    Optional<String> argument(String name) {
        return node().getArgs().stream()
                .filter(argument -> argument.startsWith("--" + name + "="))
                .map(argument -> argument.substring(name.length() + 3))
                .findFirst();
    }

    Optional<String> environment(String name) {
        return node().getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst();
    }

    String podName(int ordinal) {
        return set().getMetadata().getName() + suffix + "-" + ordinal;
    }

    /** The name at which the others reach a pod. */
    String host(int ordinal) {
        return argument("host")
                .orElseThrow()
                .replace("$(POD_NAME)", podName(ordinal))
                .replace("$(DOMAIN)", environment("DOMAIN").orElseThrow());
    }

    /** The files that pods find in their volume of certificates. */
    Set<String> certificateFiles() {
        Volume nodes = pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals("nodes"))
                .findFirst()
                .orElseThrow();
        return nodes.getProjected().getSources().stream()
                .flatMap(source -> source.getSecret().getItems().stream())
                .map(item -> item.getPath())
                .collect(Collectors.toSet());
    }

    static List<String> filesOf(String podName) {
        return List.of(podName + "/node.pem", podName + "/node.key");
    }
}

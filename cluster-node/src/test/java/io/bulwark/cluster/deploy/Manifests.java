package io.bulwark.cluster.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what is in {@code deploy/k8s}, by Kubernetes' own types: a field that they do not have is refused. */
final class Manifests {
    static final Path ROOT = Path.of("..", "deploy", "k8s");

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/ConfigMap", ConfigMap.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", CustomResources.Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", CustomResources.RoleBinding.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
            Map.entry("cert-manager.io/v1/Issuer", CustomResources.Issuer.class),
            Map.entry("cert-manager.io/v1/Certificate", CustomResources.Certificate.class),
            Map.entry("chaos-mesh.org/v1alpha1/Schedule", CustomResources.Schedule.class),
            Map.entry("chaos-mesh.org/v1alpha1/NetworkChaos", CustomResources.NetworkChaos.class),
            Map.entry("kustomize.config.k8s.io/v1beta1/Kustomization", CustomResources.Kustomization.class),
            Map.entry("kustomize.config.k8s.io/v1alpha1/Component", CustomResources.Kustomization.class));

    private static final ObjectMapper STRICT = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new KnownFieldsOnly())
            .build();

    private Manifests() {}

    /** Kubernetes' types take fields that they do not know, and keep them aside; here they must not. */
    private static final class KnownFieldsOnly extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** All files that are manifests or kustomizations; values for other programs are none, nor are templates. */
    static List<Path> files() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("adapter.yaml") && !file.startsWith(ROOT.resolve("helm")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a text, as they stand. */
    static List<JsonNode> trees(String yaml) {
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The resources of a text.
     *
     * @throws IllegalArgumentException if one is of no type that is known, or has a field that its type does not have
     */
    static List<Object> resources(String yaml) {
        return trees(yaml).stream().map(Manifests::typed).toList();
    }

    static Object typed(JsonNode tree) {
        JsonNode bare = merged(tree, STRICT.createObjectNode());
        String type = bare.path("apiVersion").asText() + "/" + bare.path("kind").asText();
        if (!TYPES.containsKey(type)) {
            throw new IllegalArgumentException("expected one of " + TYPES.keySet() + ", got " + type);
        }
        try {
            return STRICT.treeToValue(bare, TYPES.get(type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The resources of one type in a file. */
    static <T> List<T> of(Class<T> type, String file) {
        return resources(text(file)).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** What Kustomize makes of a resource and a patch: maps grow together, lists whose elements have names likewise, other lists are replaced. */
    static JsonNode merged(JsonNode base, JsonNode patch) {
        if (base instanceof ObjectNode old && patch instanceof ObjectNode fresh) {
            ObjectNode both = STRICT.createObjectNode();
            old.properties()
                    .forEach(field -> both.set(
                            field.getKey(),
                            fresh.has(field.getKey())
                                    ? merged(field.getValue(), fresh.get(field.getKey()))
                                    : merged(field.getValue(), STRICT.createObjectNode())));
            fresh.properties().stream()
                    .filter(field -> !old.has(field.getKey()))
                    .forEach(field -> both.set(field.getKey(), field.getValue()));
            return both;
        }
        if (base instanceof ArrayNode old && named(old)) {
            return mergedByName(old, patch instanceof ArrayNode fresh ? fresh : STRICT.createArrayNode());
        }
        return patch instanceof ObjectNode none && none.isEmpty() ? base : patch;
    }

    private static ArrayNode mergedByName(ArrayNode base, ArrayNode patch) {
        List<JsonNode> both = new ArrayList<>();
        base.forEach(element -> both.add(merged(element, STRICT.createObjectNode())));
        for (JsonNode change : patch) {
            Iterator<JsonNode> found =
                    both.stream().filter(old -> name(old).equals(name(change))).iterator();
            if (!found.hasNext()) {
                both.add(change);
                continue;
            }
            JsonNode old = found.next();
            both.set(both.indexOf(old), merged(old, change));
        }
        both.removeIf(element -> element.path("$patch").asText().equals("delete"));
        return STRICT.createArrayNode().addAll(both);
    }

    private static boolean named(ArrayNode list) {
        for (JsonNode element : list) {
            if (name(element).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static String name(JsonNode element) {
        return element.path("mountPath").asText(element.path("name").asText());
    }
}

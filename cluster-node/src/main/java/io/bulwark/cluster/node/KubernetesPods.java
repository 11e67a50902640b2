package io.bulwark.cluster.node;

import io.bulwark.cluster.settings.SettingsReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a node finds the others among a Kubernetes cluster's pods: it asks the API for those with a label, asks each of them whether it is in a cluster, and joins
 * that. If none is, and enough pods are there and have answered, the one with the lowest address begins a cluster (Pekko Management's bootstrap). Who
 * may be a member is decided as ever, by certificates; what pods say here only says where to knock.
 *
 * @param selector which pods are nodes, as a label selector
 * @param namespace in which they are; empty: in the one of the pod's service account
 * @param host where other pods reach this one; empty: the machine's own address, which a pod's is
 * @param portName what the pods' port for these questions is called
 * @param port this node's
 * @param required so many pods have to be there before a cluster is begun
 */
public record KubernetesPods(String selector, String namespace, String host, String portName, int port, int required) {
    private static final String DISCOVERY = "pekko.discovery.kubernetes-api.";
    private static final String BOOTSTRAP = "pekko.management.cluster.bootstrap.contact-point-discovery.";
    /** Answers other pods, looks for a cluster until there is one, and ends the node if it cannot: from the start, being named among Pekko's extensions. */
    private static final String STARTED = "org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap";

    private static final int GREATEST_PORT = 65_535;
    private static final int MANY = 1024;

    /** What the settings say, if they say that nodes find each other so. */
    static Optional<KubernetesPods> of(SettingsReader reader) {
        boolean asked = reader.word("find", "list", "kubernetes").equals("kubernetes");
        KubernetesPods pods = new KubernetesPods(
                reader.text("kubernetes.pods"),
                reader.text("kubernetes.namespace"),
                reader.text("kubernetes.host"),
                reader.text("kubernetes.port-name"),
                reader.number("kubernetes.port", 1, GREATEST_PORT),
                reader.number("kubernetes.required-pods", 1, MANY));
        if (!asked) {
            return Optional.empty();
        }
        reader.require(
                "join",
                reader.texts("join").isEmpty(),
                "with find = kubernetes the nodes are those that the Kubernetes API names; the list has to be empty");
        reader.require("kubernetes.pods", !pods.selector.isBlank(), "expected a label selector, got none");
        return Optional.of(pods);
    }

    /** What Pekko is to be told. */
    Map<String, Object> pekko() {
        Map<String, Object> told = new HashMap<>();
        // A percent sign would be taken for the place of a name that there is none of.
        told.put(DISCOVERY + "pod-label-selector", selector.replace("%", "%%"));
        told.put(DISCOVERY + "use-raw-ip", true);
        if (!namespace.isEmpty()) {
            told.put(DISCOVERY + "pod-namespace", namespace);
        }
        told.put(BOOTSTRAP + "discovery-method", "kubernetes-api");
        told.put(BOOTSTRAP + "service-name", "bulwark");
        told.put(BOOTSTRAP + "port-name", portName);
        told.put(BOOTSTRAP + "required-contact-point-nr", required);
        if (!host.isEmpty()) {
            told.put("pekko.management.http.hostname", host);
        }
        told.put("pekko.management.http.port", port);
        told.put("pekko.extensions", List.of(STARTED));
        // The node has health routes of its own; this port is for nodes.
        told.put("pekko.management.http.routes.health-checks", "");
        return told;
    }
}

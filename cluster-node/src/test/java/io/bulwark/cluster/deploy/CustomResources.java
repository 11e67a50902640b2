package io.bulwark.cluster.deploy;

import java.util.List;
import java.util.Map;

/** The parts of cert-manager's, Chaos Mesh's and role-based access's resource definitions that the manifests use, with the definitions' own names. A field beyond them is refused. */
final class CustomResources {
    private CustomResources() {}

    record Meta(String name, String namespace) {}

    record SecretReference(String secretName) {}

    record IssuerSpec(SecretReference ca) {}

    record Issuer(String apiVersion, String kind, Meta metadata, IssuerSpec spec) {}

    record Subject(List<String> countries, List<String> organizations, List<String> organizationalUnits) {}

    record PrivateKey(String algorithm, Integer size, String encoding, String rotationPolicy) {}

    record IssuerReference(String kind, String name) {}

    record CertificateSpec(
            String secretName,
            String commonName,
            Subject subject,
            List<String> dnsNames,
            List<String> usages,
            String duration,
            String renewBefore,
            PrivateKey privateKey,
            IssuerReference issuerRef) {}

    record Certificate(String apiVersion, String kind, Meta metadata, CertificateSpec spec) {}

    record Rule(List<String> apiGroups, List<String> resources, List<String> resourceNames, List<String> verbs) {}

    record Role(String apiVersion, String kind, Meta metadata, List<Rule> rules) {}

    record RoleReference(String apiGroup, String kind, String name) {}

    record RoleSubject(String apiGroup, String kind, String name, String namespace) {}

    record RoleBinding(
            String apiVersion, String kind, Meta metadata, RoleReference roleRef, List<RoleSubject> subjects) {}

    record Requirement(String key, String operator, List<String> values) {}

    record Selector(
            List<String> namespaces, Map<String, String> labelSelectors, List<Requirement> expressionSelectors) {}

    record PodFault(String action, String mode, Integer gracePeriod, Selector selector) {}

    record ScheduleSpec(
            String schedule, Integer historyLimit, String concurrencyPolicy, String type, PodFault podChaos) {}

    record Schedule(String apiVersion, String kind, Meta metadata, ScheduleSpec spec) {}

    record Target(String mode, Selector selector) {}

    record Delay(String latency, String jitter, String correlation) {}

    record Loss(String loss, String correlation) {}

    record NetworkFault(
            String action,
            String mode,
            String direction,
            String duration,
            Selector selector,
            Target target,
            Delay delay,
            Loss loss) {}

    record NetworkChaos(String apiVersion, String kind, Meta metadata, NetworkFault spec) {}

    record Labels(Map<String, String> pairs, boolean includeSelectors, boolean includeTemplates) {}

    record GeneratorOptions(boolean disableNameSuffixHash, Map<String, String> labels) {}

    record ConfigMapArgs(String name, String behavior, List<String> files, GeneratorOptions options) {}

    record PatchTarget(String kind, String name) {}

    record Patch(String path, PatchTarget target, String patch) {}

    record Image(String name, String newTag) {}

    record Kustomization(
            String apiVersion,
            String kind,
            String namespace,
            String nameSuffix,
            List<String> resources,
            List<String> components,
            List<Labels> labels,
            List<ConfigMapArgs> configMapGenerator,
            List<Patch> patches,
            List<Image> images) {}
}

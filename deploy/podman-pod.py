"""Reads rendered manifests of one node (deploy/k8s/overlays/single), and writes what `podman kube play` can play of them; what is left out or changed goes to standard error.

The container (image, arguments, limits, security context, mounts) and the settings are as they were. What only a kubelet or an API server does is left out: the StatefulSet
is its first pod, its volume claim a claim of its own, an emptyDir a claim, too (podman learnt that kind with 4.4), and probes and the preStop hook are for
whoever plays the pod, and ports, which only name what the container opens, are nothing that podman could map where the pod has no network but its loopback.
"""
import sys

import yaml

POD_KEYS = ("securityContext", "enableServiceLinks", "terminationGracePeriodSeconds", "containers", "volumes")
LEFT_OUT = ("startupProbe", "livenessProbe", "readinessProbe", "lifecycle", "ports")


def said(what):
    print(what, file=sys.stderr)


def claim(name, size):
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": name},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": size}}},
    }


def played(manifests):
    stateful = [m for m in manifests if m["kind"] == "StatefulSet"]
    if len(stateful) != 1 or stateful[0]["spec"]["replicas"] != 1:
        sys.exit("expected one StatefulSet of one pod, got %d" % len(stateful))
    settings = [m for m in manifests if m["kind"] == "ConfigMap"]
    said("not played: " + ", ".join(sorted(m["kind"] for m in manifests if m["kind"] not in ("StatefulSet", "ConfigMap"))))
    stateful = stateful[0]
    pod_name = stateful["metadata"]["name"] + "-0"
    template = stateful["spec"]["template"]
    said("of the pod, not played: " + ", ".join(sorted(k for k in template["spec"] if k not in POD_KEYS)))
    spec = {key: template["spec"][key] for key in POD_KEYS if key in template["spec"]}
    for container in spec["containers"]:
        said("left to whoever plays it: " + ", ".join(k for k in LEFT_OUT if container.pop(k, None)))
        container["imagePullPolicy"] = "Never"
    claims = []
    for template_claim in stateful["spec"].get("volumeClaimTemplates", []):
        name = template_claim["metadata"]["name"]
        claims.append(claim(pod_name + "-" + name, template_claim["spec"]["resources"]["requests"]["storage"]))
        spec["volumes"].append({"name": name, "persistentVolumeClaim": {"claimName": pod_name + "-" + name}})
    for volume in spec["volumes"]:
        if "emptyDir" in volume:
            said("a claim, not an emptyDir: " + volume["name"])
            claims.append(claim(pod_name + "-" + volume["name"], volume.pop("emptyDir").get("sizeLimit", "1Gi")))
            volume["persistentVolumeClaim"] = {"claimName": pod_name + "-" + volume["name"]}
    metadata = {"name": pod_name, "labels": template["metadata"]["labels"]}
    for config in settings:
        config["metadata"] = {"name": config["metadata"]["name"]}
    return settings + claims + [{"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}]


yaml.safe_dump_all(played([m for m in yaml.safe_load_all(sys.stdin) if m]), sys.stdout, sort_keys=False)

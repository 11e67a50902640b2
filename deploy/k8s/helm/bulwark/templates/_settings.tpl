{{/* The settings of a node; KubernetesTest and HelmTest hold them to the code and to the Kustomize manifests. */}}
{{- define "bulwark.conf" -}}
# Settings of a node; all there are, with their defaults, are in cluster-node/src/main/resources/reference.conf. What differs from pod to pod (host, directory
# of the certificate) is in the arguments of the StatefulSet.
bulwark {
  consortium = "/etc/bulwark/consortium/consortium.txt"
  port = 8600

{{- if .Values.kubernetesApi.enabled }}

  # Pods with this label are nodes. If none is in a cluster, one is begun once two are there; and of a cut's sides the one that gets the lease goes on.
  find = "kubernetes"
  kubernetes {
    pods = "app.kubernetes.io/name=bulwark"
    required-pods = {{ .Values.kubernetesApi.requiredPods }}
  }
  split-brain-resolver = "lease-majority"
{{- else }}

  # The same list in the same order for every pod: the first one begins a cluster if none of the others answers, and joins theirs if one does. Pods beyond
  # the third join through these.
  join = [
    "bulwark-0.{{ include "bulwark.domain" . }}:8600",
    "bulwark-1.{{ include "bulwark.domain" . }}:8600",
    "bulwark-2.{{ include "bulwark.domain" . }}:8600"
  ]
{{- end }}

  roles = [prover, gateway]
  data = "/var/lib/bulwark"
  # The volume claim has room for both.
  ledger-bytes = {{ .Values.ledgerBytes }}
  artifact-bytes = {{ .Values.artifactBytes }}

  # The container's memory is for the node's heap (768 MB) and one such heap for each slot, and a fifth on top.
  slots = {{ .Values.slots }}
  threads = {{ .Values.threads }}
  worker-heap = {{ .Values.workerHeap }}

  # Within the pod's terminationGracePeriodSeconds.
  hand-back-within = 20s

  log.json = true

  http {
    host = "0.0.0.0"
    port = 8480
    management-host = "0.0.0.0"
    management-port = 8558
    tls {
      certificates = "/etc/bulwark/api/tls.crt"
      key = "/etc/bulwark/api/tls.key"
    }
    keys = "/etc/bulwark/api/keys"
  }
}
{{- end }}

{{/* Each pod is reached at its name and this. */}}
{{- define "bulwark.domain" -}}
bulwark-nodes.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}
{{- end }}

{{/* A name that changes with the settings, so that pods start again with new ones, as Kustomize does it. */}}
{{- define "bulwark.settings" -}}
bulwark-settings-{{ include "bulwark.conf" . | sha256sum | trunc 10 }}
{{- end }}

#!/bin/sh
# Has a real program proved by the node of deploy/k8s/overlays/single, played by podman:
#   deploy/podman-trial.sh
# It makes the image by Jib, renders the overlay by kubectl, makes of it what podman knows (deploy/podman-pod.py says what that changes), plays that, asks the probes' own
# addresses as a kubelet would, hands a guest program and its input in, waits, verifies the proof, and takes all of it down again. Each step that holds is a line
# "ok: ..."; the first that does not ends the trial with exit code 1. Two minutes on two idle cores where the sources are compiled
# (123 s, 2026-11-30), half of them the proof.
#   BULWARK_BASE   a base image in a registry that podman reaches; first eclipse-temurin:25-jre, and where that cannot be had one of this machine's own JDK and libraries
#   BULWARK_IMAGE  an image as a tar, in place of one that is made now
#   BULWARK_PROGRAM, BULWARK_INPUT  what is proved; first guests/batch.elf on eight transfers
# It needs root, podman, kubectl, python3 with yaml, curl, nsenter and JDK 25: where one of them is missing it says so and ends with exit code 77.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
pod=bulwark-0
began=$(date +%s)

missing() {
  echo "podman-trial.sh: not tried: $*" >&2
  exit 77
}

[ "$(id -u)" = 0 ] || missing "the pod's network is entered by nsenter, which needs root"
for program in podman kubectl python3 curl nsenter timeout tar; do
  command -v "$program" >/dev/null 2>&1 || missing "there is no '$program' here"
done
python3 -c 'import yaml' 2>/dev/null || missing "python3 has no yaml (Debian: python3-yaml)"
if podman pod exists "$pod"; then missing "there is a pod $pod: another trial runs here, or one was killed ('podman pod rm --force $pod')"; fi
# crun plays nothing where both versions of control groups are mounted; without the second one, in a mount namespace of this trial's own, it does.
if [ -d /sys/fs/cgroup/unified ] && [ -z "${BULWARK_UNSHARED:-}" ]; then
  BULWARK_UNSHARED=1 exec unshare --mount sh -c 'umount /sys/fs/cgroup/unified && exec "$0"' "$root/deploy/podman-trial.sh"
fi
. "$root/.mvn/find-jdk.sh"

room=$(mktemp -d)
export DISABLE_HC_SYSTEMD=true
# podman asks for 1048576 open files and as many processes, which root of a confined machine may not have. A node needs some hundreds of each.
files=$(sed -n 's/^Max open files  *[^ ]* *\([^ ]*\).*/\1/p' /proc/self/limits)
if [ -z "${CONTAINERS_CONF:-}" ] && [ "$files" != unlimited ] && [ "$files" -lt 1048576 ]; then
  printf '[containers]\ndefault_ulimits = ["nofile=%s:%s", "nproc=4096:4096"]\n' "$files" "$files" >"$room/containers.conf"
  export CONTAINERS_CONF="$room/containers.conf"
fi

tidy() {
  trap - EXIT
  if [ -f "$room/pod.yaml" ]; then podman kube down "$room/pod.yaml" >/dev/null 2>&1 || true; fi
  if podman pod exists "$pod"; then podman pod rm --force "$pod" >/dev/null 2>&1 || true; fi
  podman volume rm --force bulwark-0-data bulwark-0-tmp $(podman volume ls --quiet --filter name=bulwark-settings-) >/dev/null 2>&1 || true
  rm -rf "$room"
}

trap tidy EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

ok() {
  echo "ok: $*, after $(($(date +%s) - began)) s"
}

fails() {
  {
    echo "FAILED: $*"
    sed 's/^/  | /' "$room/last" | tail -n 40
    podman logs --tail 30 "$pod-node" 2>&1 | sed 's/^/  node | /' || true
  } >&2
  exit 1
}

does() {
  # does WHAT COMMAND...: what must succeed.
  what=$1
  shift
  "$@" >"$room/last" 2>&1 || fails "$what: $*"
  ok "$what"
}

# A root of the JDK and the libraries that it and the node's own native code are linked to, as this machine has them, and nothing else: no shell, no packages.
own_base() {
  base=$room/root
  mkdir -p "$base/opt/java" "$base/etc" "$base/tmp" "$base/lib64"
  chmod 1777 "$base/tmp"
  cp -a "$JAVA_HOME" "$base/opt/java/openjdk"
  rm -rf "$base/opt/java/openjdk/jmods" "$base/opt/java/openjdk/lib/src.zip" "$base/opt/java/openjdk/demo"
  printf 'root:x:0:0::/:\nbulwark:x:65532:65532::/tmp:\n' >"$base/etc/passwd"
  printf 'root:x:0:\nbulwark:x:65532:\n' >"$base/etc/group"
  # libgcc_s is loaded by name only when a thread ends, libstdc++ by native libraries in jars.
  find "$base/opt/java/openjdk" -type f \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} \; 2>/dev/null |
    sed -n 's/.* => \(\/[^ ]*\) .*/\1/p; s/^\t\(\/[^ ]*ld-linux[^ ]*\) .*/\1/p' | grep -v "^$base" | sort -u >"$room/libraries"
  ldconfig -p | sed -n 's/.*\(libgcc_s\.so\.1\|libstdc++\.so\.6\|libnss_files\.so\.2\|libnss_dns\.so\.2\) .* => //p' >>"$room/libraries"
  while read -r library; do
    mkdir -p "$base$(dirname "$library")"
    cp -L "$library" "$base$library"
  done <"$room/libraries"
  tar -C "$base" --owner=0 --group=0 -c . |
    podman import --change 'ENV PATH=/opt/java/openjdk/bin' --change 'ENV JAVA_HOME=/opt/java/openjdk' - bulwark-trial-base:latest
  rm -rf "$base"
}

image() {
  base=${BULWARK_BASE:-docker.io/library/eclipse-temurin:25-jre}
  if timeout 120 podman pull --quiet "$base" >"$room/last" 2>&1; then
    ok "the base is $base"
  else
    does "the base is this machine's JDK and libraries, for $base cannot be had" own_base
    base=bulwark-trial-base:latest
  fi
  does "the base is a tar" podman save --quiet --format docker-archive --output "$room/base.tar" "$base"
  does "Jib makes the image" "$root/mvnw" -f "$root/pom.xml" -B -q -Pimage -pl cluster-node -am -Dmaven.test.skip=true -Dspotless.check.skip=true package "-Dimage.base=tar://$room/base.tar"
  cp "$root/cluster-node/target/jib-image.tar" "$room/image.tar"
}

inside() {
  # inside COMMAND...: in the pod's network, as `kubectl port-forward` is.
  nsenter --net="/proc/$(podman inspect --format '{{.State.Pid}}' "$pod-node")/ns/net" "$@"
}

probed() {
  # probed WHAT PATH SECONDS: the probe of this path comes to succeed, at the port that the manifest names.
  tries=0
  until inside curl --silent --fail --max-time 5 "http://127.0.0.1:8558$2" >"$room/last" 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt "$3" ] || fails "$1 within $3 s"
    sleep 1
  done
  ok "$1"
}

: >"$room/last"
if [ -n "${BULWARK_IMAGE:-}" ]; then cp "$BULWARK_IMAGE" "$room/image.tar"; else image; fi
does "podman has the image" podman load --quiet --input "$room/image.tar"
kubectl kustomize "$root/deploy/k8s/overlays/single" >"$room/single.yaml" 2>"$room/last" || fails "kubectl renders the overlay"
python3 "$root/deploy/podman-pod.py" <"$room/single.yaml" >"$room/pod.yaml" 2>"$room/last" || fails "the overlay is made a pod"
sed 's/^/  /' "$room/last"
ok "the overlay is a pod"
# Without certificates a node is on loopback only, and one node needs no more than that.
does "podman plays it" podman kube play --network none "$room/pod.yaml"
probed "startup: it is healthy" /healthz 120
probed "readiness: it is a member and takes jobs" /readyz 120
does "it runs as user 65532, and its root cannot be written to" sh -c "
  [ \"\$(podman inspect --format '{{.Config.User}}' $pod-node)\" = 65532:65532 ] || [ \"\$(podman top $pod-node huser | tail -n 1)\" = 65532 ] || exit 1
  [ \"\$(podman inspect --format '{{.HostConfig.ReadonlyRootfs}}' $pod-node)\" = true ]"

program=${BULWARK_PROGRAM:-$root/guests/batch.elf}
input=${BULWARK_INPUT:-$room/input.bin}
[ -n "${BULWARK_INPUT:-}" ] || does "there is an input" "$root/bulwark" batch-input --transfers 8 --out "$input"
does "the pod proves $(basename "$program")" inside timeout 3600 "$root/bulwark" submit "$program" --input "$input" --server http://127.0.0.1:8480 --watch
id=$(sed -n 's/^.*bulwark proof \([0-9a-f]\{64\}\).*$/\1/p' "$room/last" | head -n 1)
[ -n "$id" ] || fails "the job says how its proof is fetched"
does "its proof is fetched" inside "$root/bulwark" proof "$id" --server http://127.0.0.1:8480 --out "$room/job.proof"
does "the proof is that of the program and the input" "$root/bulwark" verify "$room/job.proof" --elf "$program" --input "$input"
sed 's/^/  /' "$room/last"
does "podman takes it down" podman kube down "$room/pod.yaml"
ok "a real job has ended in the pod"

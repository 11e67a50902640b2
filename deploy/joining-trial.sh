#!/bin/sh
# Plays docs/joining.md through, by its commands, as operators that each have a network namespace of their own on one bridge: alpine, baltic and coral found a
# consortium; delta is admitted, joins, has a job proved by all four, leaves, and is put out.
#   deploy/joining-trial.sh
# Each step that holds is a line "ok: ..."; the first that does not hold ends the trial with exit code 1. Some minutes, in which nothing else should run.
# It needs root, ip (Debian: iproute2), curl and a built checkout: where one of them is missing it says so and ends with exit code 77. Whatever ends it, its processes,
# namespaces and files go; the keys of circuits stay where `bulwark keys` has them.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
operators='alpine baltic coral delta'
began=$(date +%s)

missing() {
  echo "joining-trial.sh: not tried: $*" >&2
  exit 77
}

[ "$(id -u)" = 0 ] || missing "network namespaces need root"
for program in ip curl timeout; do
  command -v "$program" >/dev/null 2>&1 || missing "there is no '$program' here (Debian: iproute2, curl, coreutils)"
done
[ -f "$root/cluster-node/target/built" ] || missing "this checkout is not built; ./bulwark --version builds it"
if ip netns list | grep -q '^bulwark-wire'; then
  missing "there is a namespace bulwark-wire: another trial runs here, or one was killed ('ip netns delete' each of 'ip netns list' that begins with bulwark-)"
fi
ip netns add bulwark-wire 2>/dev/null || missing "no network namespace can be made here"

room=$(mktemp -d)

tidy() {
  trap - EXIT
  for signal in TERM KILL; do
    for who in $operators; do
      ip netns pids "bulwark-$who" 2>/dev/null || true
    done >"$room/left"
    while read -r pid; do
      kill "-$signal" "$pid" 2>/dev/null || true
    done <"$room/left"
    tries=0
    while [ "$tries" -lt 30 ] && runs_on; do
      tries=$((tries + 1))
      sleep 1
    done
  done
  for who in wire $operators; do
    ip netns delete "bulwark-$who" 2>/dev/null || true
    rm -rf "/etc/netns/bulwark-$who"
  done
  rmdir /etc/netns 2>/dev/null || true
  rm -rf "$room"
}

runs_on() {
  # Whether any of the processes in $room/left is still there.
  while read -r pid; do
    if [ -d "/proc/$pid" ]; then return 0; fi
  done <"$room/left"
  return 1
}

trap tidy EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# The page says "bulwark".
mkdir "$room/bin"
printf '#!/bin/sh\nexec "%s/bulwark" "$@"\n' "$root" >"$room/bin/bulwark"
chmod +x "$room/bin/bulwark"
PATH="$room/bin:$PATH"

# All nodes are on this machine: they share the keys of circuits, none is faster than the others, and the heaps of all of them have to fit into its memory.
node_options="-Dbulwark.keys=${BULWARK_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/bulwark} -Dbulwark.measure=off -Dbulwark.worker-heap=2816"

fails() {
  {
    echo "FAILED: $*"
    sed 's/^/  | /' "$room/last" | tail -n 30
    for log in "$room"/*.log; do
      [ -f "$log" ] || continue
      echo "the last lines of the node of $(basename "$log" .log):"
      tail -n 15 "$log" | sed 's/^/  | /'
    done
  } >&2
  exit 1
}

at() {
  # at OPERATOR COMMAND...: in the operator's directory and namespace.
  who=$1
  shift
  (cd "$room/$who" && exec ip netns exec "bulwark-$who" timeout 900 "$@")
}

does() {
  # does WHAT COMMAND...: what must succeed.
  what=$1
  shift
  "$@" >"$room/last" 2>&1 || fails "$what: $*"
  echo "ok: $what"
}

refuses() {
  # refuses WHAT WORDS COMMAND...: what must fail, and say these words.
  what=$1 words=$2
  shift 2
  if "$@" >"$room/last" 2>&1 || ! grep -qF -- "$words" "$room/last"; then fails "$what: $*"; fi
  echo "ok: $what"
}

awaits() {
  # awaits WHAT COMMAND...: what must come to succeed.
  what=$1 since=$(date +%s)
  shift
  until "$@" >"$room/last" 2>&1; do
    [ $(($(date +%s) - since)) -lt 180 ] || fails "waited for 180 s in vain: $what"
    sleep 1
  done
  echo "ok: $what, after $(($(date +%s) - since)) s"
}

says() {
  # says WORDS: whether the last command has said them.
  grep -qF -- "$1" "$room/last"
}

logs() {
  # logs OPERATOR WORDS: whether its node's log has them.
  grep -F -- "$2" "$room/$1.log"
}

starts() {
  # starts OPERATOR COMMAND...: its node, which runs on.
  who=$1
  shift
  (
    cd "$room/$who"
    export BULWARK_JAVA_OPTIONS="$node_options"
    exec ip netns exec "bulwark-$who" "$@"
  ) >>"$room/$who.log" 2>&1 &
  echo $! >"$room/$who.pid"
}

ends() {
  # ends WHAT OPERATOR: its node, which must end within a minute, and with exit code 0.
  pid=$(cat "$room/$2.pid") since=$(date +%s)
  while kill -0 "$pid" 2>/dev/null; do
    [ $(($(date +%s) - since)) -lt 60 ] || fails "$1: the node of $2 runs on"
    sleep 1
  done
  code=0
  wait "$pid" || code=$?
  [ "$code" = 0 ] || fails "$1: the node of $2 has ended with exit code $code"
  echo "ok: $1, after $(($(date +%s) - since)) s"
}

ready() {
  at "$1" curl --silent --show-error --fail-with-body http://127.0.0.1:8558/readyz
}

sees() {
  # sees OPERATOR OPERATOR...: whether the first one's node has the nodes of the others, and no more, as members.
  by=$1
  shift
  at "$by" bulwark nodes | tee "$room/nodes"
  for each; do
    grep -Eq "^$each-1 +$each +[A-Z]{2} .* node1\\.$each\\.example:8600 +up " "$room/nodes" || return 1
  done
  [ "$(grep -c ':8600 ' "$room/nodes")" = "$#" ]
}

place() {
  # place OPERATOR NUMBER: its directory and its namespace, at 10.78.0.NUMBER on the bridge.
  mkdir "$room/$1"
  ip netns add "bulwark-$1"
  ip -n bulwark-wire link add "port-$2" type veth peer name eth0 netns "bulwark-$1"
  ip -n bulwark-wire link set "port-$2" master bridge up
  ip -n "bulwark-$1" address add "10.78.0.$2/24" dev eth0
  ip -n "bulwark-$1" link set eth0 up
  ip -n "bulwark-$1" link set lo up
  # `ip netns exec` shows it as /etc/hosts.
  mkdir -p "/etc/netns/bulwark-$1"
  cp "$room/hosts" "/etc/netns/bulwark-$1/hosts"
}

signed() {
  # signed LIST OPERATOR...: alpine and the others sign alpine's list, each its own copy; alpine collects.
  list=$1 copies=''
  shift
  for signer; do
    cp "$room/alpine/$list" "$room/$signer/$list"
    at "$signer" bulwark certs sign "$list" --ca "$signer" || return 1
    cp "$room/$signer/$list" "$room/alpine/$signer-$list"
    copies=$copies,$signer-$list
  done
  at alpine bulwark certs sign "$list" --ca alpine || return 1
  at alpine bulwark certs sign "$list" --with "${copies#,}"
}

takes() {
  # takes LIST: alpine puts its list in the place of its running node's.
  cp "$room/alpine/$1" "$room/alpine/node-1/consortium.txt.new" &&
    mv "$room/alpine/node-1/consortium.txt.new" "$room/alpine/node-1/consortium.txt"
}

wires() {
  echo '127.0.0.1 localhost' >"$room/hosts"
  number=0
  for who in $operators; do
    number=$((number + 1))
    echo "10.78.0.$number node1.$who.example" >>"$room/hosts"
  done
  ip -n bulwark-wire link add bridge type bridge
  ip -n bulwark-wire link set bridge up
  number=0
  for who in $operators; do
    number=$((number + 1))
    place "$who" "$number"
  done
}

founding() {
  does "alpine has an authority" at alpine bulwark certs ca --operator alpine --jurisdiction CH --out alpine
  does "baltic has an authority" at baltic bulwark certs ca --operator baltic --jurisdiction EE --out baltic
  does "coral has an authority" at coral bulwark certs ca --operator coral --jurisdiction PT --out coral
  cp "$room/baltic/baltic/ca.pem" "$room/alpine/baltic.pem"
  cp "$room/coral/coral/ca.pem" "$room/alpine/coral.pem"
  does "alpine writes the first list" at alpine bulwark certs found alpine/ca.pem baltic.pem coral.pem --out consortium.txt
  does "all three sign it, each on a copy" signed consortium.txt baltic coral
  says 'version 1 is in force' || fails "the first list is in force"
  cp "$room/alpine/consortium.txt" "$room/baltic/"
  cp "$room/alpine/consortium.txt" "$room/coral/"

  starts alpine bulwark certs join consortium.txt --ca alpine --node alpine-1 --region zurich --host node1.alpine.example --port 8600 --out node-1 --start
  awaits "alpine-1 begins the cluster" ready alpine
  starts baltic bulwark certs join consortium.txt --ca baltic --node baltic-1 --region tallinn --host node1.baltic.example --port 8600 \
    --through node1.alpine.example:8600 --out node-1 --start
  awaits "baltic-1 is a member" ready baltic
  starts coral bulwark certs join consortium.txt --ca coral --node coral-1 --region lisbon --host node1.coral.example --port 8600 \
    --through node1.alpine.example:8600,node1.baltic.example:8600 --out node-1 --start
  awaits "coral-1 is a member" ready coral
  for who in alpine baltic coral; do
    awaits "$who sees three members of three operators" sees "$who" alpine baltic coral
  done
}

joining() {
  # 1. Ask
  does "delta has an authority" at delta bulwark certs ca --operator delta --jurisdiction JP --out delta
  fingerprint=$(sed -n 's/^fingerprint //p' "$room/last")
  cp "$room/delta/delta/ca.pem" "$room/alpine/delta.pem"

  # 2. Be admitted
  does "alpine writes the next list, with delta" at alpine bulwark certs admit consortium.txt delta.pem --out next.txt
  does "alpine looks at it" at alpine bulwark certs show next.txt
  says "$fingerprint" || fails "the fingerprint that delta has printed is on the list"
  cp "$room/alpine/next.txt" "$room/delta/"
  refuses "delta cannot join before the list is in force" 'which is not in force' at delta bulwark certs join next.txt --ca delta \
    --node delta-1 --region tokyo --host node1.delta.example --port 8600 --through node1.alpine.example:8600 --out node-1 --start
  does "the three sign it, each on a copy" signed next.txt baltic coral
  says 'version 2 is in force' || fails "the list with delta is in force"
  does "alpine puts it in the place of its running node's" takes next.txt
  cp "$room/alpine/next.txt" "$room/delta/"

  # 3. The first node
  starts delta bulwark certs join next.txt --ca delta --node delta-1 --region tokyo --host node1.delta.example --port 8600 \
    --through node1.alpine.example:8600,node1.baltic.example:8600 --out node-1 --start
  awaits "delta-1 is a member" ready delta
  for who in $operators; do
    awaits "$who sees four members of four operators" sees "$who" alpine baltic coral delta
  done
}

job() {
  # 4. The first job
  ln -s "$root/guests" "$room/delta/guests"
  echo '{"leastOperators": 4, "leastJurisdictions": 4}' >"$room/delta/policy.json"
  does "delta has an input" at delta bulwark batch-input --transfers 8 --out input.bin
  does "delta has a job proved, in which all four operators must have a part" \
    at delta bulwark submit guests/batch.elf --input input.bin --policy policy.json --watch
  id=$(sed -n 's/^.*bulwark proof \([0-9a-f]\{64\}\).*$/\1/p' "$room/last" | head -n 1)
  [ -n "$id" ] || fails "the job says how its proof is fetched"
  does "delta fetches the proof" at delta bulwark proof "$id" --out job.proof
  does "the proof is that of the program and the input" at delta bulwark verify job.proof --elf guests/batch.elf --input input.bin
  cp "$room/alpine/next.txt" "$room/coral/consortium.txt"
  does "coral has the receipts of all four, by its own list" at coral bulwark receipts "$id" --out job.receipts --check --consortium consortium.txt
  for who in $operators; do
    says "$who-1 of $who in" || fails "$who has a receipt"
  done
}

leaving() {
  # 6. Leave
  does "delta-1 is told to leave" at delta bulwark drain delta-1
  ends "delta-1 leaves" delta
  awaits "alpine sees three members" sees alpine alpine baltic coral
  starts delta bulwark node --config node-1/bulwark.conf
  awaits "delta-1, started again, is a member again" ready delta
  awaits "alpine sees four members" sees alpine alpine baltic coral delta
  kill -TERM "$(cat "$room/delta.pid")"
  ends "delta-1 leaves at SIGTERM" delta
  awaits "alpine sees three members" sees alpine alpine baltic coral

  mv "$room/alpine/next.txt" "$room/alpine/consortium.txt"
  does "alpine writes a list without delta" at alpine bulwark certs expel consortium.txt delta --out next.txt
  does "the three sign it, each on a copy" signed next.txt baltic coral
  says 'version 3 is in force' || fails "the list without delta is in force"
  does "alpine puts it in the place of its running node's" takes next.txt
  starts delta bulwark node --config node-1/bulwark.conf
  awaits "delta-1, started again, says that it is let in no longer" logs delta "refuses this node's certificate"
  awaits "alpine's log says who is kept out, and why" logs alpine 'operator delta of node delta-1 is expelled'
  refuses "delta-1 is not ready, and says why" "refuses this node's certificate" ready delta
  for who in alpine baltic coral; do
    awaits "$who sees the three that are left" sees "$who" alpine baltic coral
  done
}

: >"$room/last"
wires
echo "ok: four namespaces are on one bridge"
founding
joining
job
leaving
echo "ok: all of docs/joining.md has held, in $(($(date +%s) - began)) s"

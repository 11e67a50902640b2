#!/bin/sh
# Fuzzes a decoder guided by what it covers, with Jazzer, from its seeds and the corpus:
#   cluster-node/fuzz.sh DECODER [SECONDS]
# The names are those of docs/fuzzing.md. What it finds is left in cluster-node/target/fuzz/DECODER, as is what it keeps to begin with the next time.
set -eu
decoder=${1:?"a decoder's name"}
seconds=${2:-60}
module=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(dirname "$module")
. "$root/.mvn/find-jdk.sh"
work="$module/target/fuzz"
mkdir -p "$work/$decoder/begin" "$work/classes"

if [ ! -f "$work/class-path" ]; then
  (cd "$root" && ./mvnw -B -q -pl cluster-node -am -DskipTests -Dspotless.check.skip=true test-compile dependency:build-classpath \
    -Dmdep.outputFile="$work/class-path")
  (cd "$root" && ./mvnw -B -q -f "$module/src/test/fuzz/pom.xml" dependency:build-classpath -Dmdep.outputFile="$work/jazzer")
fi

# Jazzer instruments classes of Java 21 and earlier, by their version. The form of those that Java 25's compiler writes is the same: copies say so.
python3 - "$root" "$work/classes" <<'PY'
import pathlib, sys
root, into = map(pathlib.Path, sys.argv[1:])
for place in [f"{m}/target/classes" for m in ("protocol", "prover", "aggregator", "verifier", "client", "cluster-node")] + ["cluster-node/target/test-classes"]:
    for file in (root / place).rglob("*"):
        if file.is_file():
            to = into / file.relative_to(root / place)
            to.parent.mkdir(parents=True, exist_ok=True)
            data = bytearray(file.read_bytes())
            if file.suffix == ".class" and data[7] > 65:
                data[6:8] = (0, 65)
            to.write_bytes(data)
PY

cd "$module"
options="--add-modules=jdk.incubator.vector -Dbulwark.fuzz=$decoder"
path="$work/classes:$(cat "$work/jazzer"):$(cat "$work/class-path")"
# shellcheck disable=SC2086
"$JAVA_HOME/bin/java" $options -cp "$path" io.bulwark.cluster.fuzz.FuzzTarget "$work/$decoder/begin"
if [ -d "src/test/resources/fuzz/$decoder" ]; then cp "src/test/resources/fuzz/$decoder"/* "$work/$decoder/begin/"; fi
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" $options -cp "$path" com.code_intelligence.jazzer.Jazzer --target_class=io.bulwark.cluster.fuzz.FuzzTarget \
  --instrumentation_includes='io.bulwark.**' --disabled_hooks='*' -artifact_prefix="$work/$decoder/found-" -max_len=2000000 \
  -max_total_time="$seconds" "$work/$decoder/begin"

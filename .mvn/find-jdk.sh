# Sets JAVA_HOME to a JDK 25: JAVA_HOME itself, the java on PATH, then /usr/lib/jvm. Sourced by mvnw, bulwark and .ci/run.
bulwark_jdk_version() {
  # Prints the feature release of the JDK in directory $1 from its `release` file; nothing if it is no JDK.
  [ -x "$1/bin/javac" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

bulwark_find_jdk() {
  wanted=25
  path_java=$(command -v javac 2>/dev/null) && path_java=$(dirname "$(dirname "$(readlink -f "$path_java")")")
  for candidate in "${JAVA_HOME:-}" "$path_java" /usr/lib/jvm/*; do
    if [ -n "$candidate" ] && [ "$(bulwark_jdk_version "$candidate")" = "$wanted" ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "bulwark: a JDK $wanted is needed and none was found in JAVA_HOME (${JAVA_HOME:-not set}), on PATH or under /usr/lib/jvm." >&2
  echo "bulwark: install one (for example Eclipse Temurin $wanted) and set JAVA_HOME to its directory." >&2
  return 2
}

bulwark_find_jdk || exit 2

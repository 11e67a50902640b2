#!/bin/sh
# Makes the terminal session that README shows: docs/images/session.txt, and session.svg of the same lines.
#   docs/session.sh                   the demonstration with two nodes killed on the way, its proof looked at and verified (some minutes; nothing else should run)
#   docs/session.sh FILE DIRECTORY    the commands of FILE, a line for each, into DIRECTORY
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
out=${2:-$root/docs/images}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

if [ $# -gt 0 ]; then
  cp "$1" "$room/commands"
else
  cat > "$room/commands" <<'COMMANDS'
./bulwark demo --work small --kill --out target/demo.proof
./bulwark inspect target/demo.proof
./bulwark verify target/demo.proof --elf guests/batch.elf
COMMANDS
  mkdir -p "$root/target"
  (cd "$root" && ./bulwark --version >/dev/null)
fi

# Each command as it was typed, then what a terminal would show; a line that a progress bar wrote over counts as its last, and this checkout's place
# is left out.
while IFS= read -r command; do
  [ -n "$command" ] || continue
  printf '$ %s\n' "$command"
  if ! (cd "$root" && LC_ALL=C.UTF-8 sh -c "$command") </dev/null >"$room/said" 2>&1; then
    echo "session.sh: '$command' failed: $(tail -n 3 "$room/said")" >&2
    exit 1
  fi
  sed "s/.*\r\([^\r]\)/\1/; s/\r$//; s#$root/##g" "$room/said"
  printf '\n'
done < "$room/commands" > "$room/session.txt"

mkdir -p "$out"
cp "$room/session.txt" "$out/session.txt"

# Lines of more than 110 characters go on below, as in a terminal of that width.
fold -w 110 "$room/session.txt" | awk '
  { gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); gsub(/>/, "\\&gt;"); lines[NR] = $0 }
  END {
    while (NR > 0 && lines[NR] == "") NR--
    height = 18 * NR + 44
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"%d\" viewBox=\"0 0 960 %d\" role=\"img\" aria-label=\"A terminal session; session.txt has its text\">\n", height, height
    print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#101418\"/>"
    print "<g font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#d7dde3\" xml:space=\"preserve\">"
    for (i = 1; i <= NR; i++) {
      typed = lines[i] ~ /^\$ / ? " fill=\"#7fd4a8\"" : ""
      printf "<text x=\"20\" y=\"%d\"%s>%s</text>\n", 18 * i + 16, typed, lines[i]
    }
    print "</g>"
    print "</svg>"
  }' > "$out/session.svg"

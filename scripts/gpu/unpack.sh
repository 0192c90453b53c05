#!/bin/sh
# Joins and unpacks what bundle.sh made: sh unpack.sh [DIR]   (default: the folder that this file lies in)
# The parts and the manifest lie beside this file. Needs sha256sum, tar and xz; or python3, which can stand in for all of them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$here}
fail() { echo "unpack.sh: $1" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

sum() {
  if have sha256sum; then sha256sum <"$1" | cut -d' ' -f1; else
    python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"
  fi
}

[ -f "$here/manifest" ] || fail "there is no manifest in $here. Copy it, and all parts that it names, beside this file."
have sha256sum || have python3 || fail "sha256sum or python3 is needed to check the parts, and neither is there."
parts=
bad=
while read -r expected size name; do
  part=$here/$name
  if [ ! -f "$part" ]; then
    bad="$bad$name is missing. "
  elif found=$(wc -c <"$part" | tr -d ' ') && [ "$found" != "$size" ]; then
    bad="$bad$name has $found bytes of $size. "
  elif [ "$(sum "$part")" != "$expected" ]; then
    bad="$bad$name is damaged: its SHA-256 is not that of the manifest. "
  else
    parts="$parts $name"
  fi
done <"$here/manifest"
[ -z "$bad" ] || fail "${bad}Copy what is named here again."
[ -n "$parts" ] || fail "the manifest names no parts."

mkdir -p "$target"
target=$(cd "$target" && pwd)
cd "$here"
if have xz && have tar; then
  # shellcheck disable=SC2086 # names of our own making, without spaces
  cat $parts | xz -dc | tar -C "$target" -xf -
elif have python3; then
  # shellcheck disable=SC2086
  cat $parts | python3 -c 'import sys, tarfile; tarfile.open(fileobj=sys.stdin.buffer, mode="r|xz").extractall(sys.argv[1])' "$target"
else
  fail "xz and tar, or python3, are needed to unpack, and neither is there. On Debian: apt-get install xz-utils"
fi
[ -x "$target/gan-onnx/app/Gan.Onnx.Training" ] || fail "the programs are not in $target/gan-onnx/app; is the disk full?"
echo "unpacked to $target/gan-onnx; next: $target/gan-onnx/scripts/gpu/check.sh"

#!/usr/bin/env bash
# Proves the bundle where there is nothing: a bare Debian root without .NET, ICU, OpenSSL, Python and network gets the parts, unpacks them,
# trains, serves, and runs the check's CPU half.
#   scripts/gpu/test-bundle.sh [--bundle DIR] [--root DIR] [--minutes 10] [--help]
#   --bundle DIR   what bundle.sh made; made first where there is none (default: artifacts/gpu-bundle)
#   --root DIR     where the root is, or is to be, made (default: artifacts/gpu-root); its /bundle and /box are emptied
#   --minutes N    for the check; too few for a slow machine leave probes out, which counts as a failure
# Needs root, debootstrap, unshare and a Debian mirror. Prints "N passed, M failed" last.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
bundle=$root/artifacts/gpu-bundle bare=$root/artifacts/gpu-root minutes=10
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --bundle | --root | --minutes) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --bundle, --root, --minutes, --help." ;;
  esac
  case $1 in
    --bundle) bundle=$(realpath -m "$2") ;;
    --root) bare=$(realpath -m "$2") ;;
    --minutes) minutes=$2 ;;
  esac
  shift 2
done
[[ $(id -u) -eq 0 ]] || mistake "chroot needs root."
for tool in debootstrap unshare chroot; do
  command -v "$tool" >/dev/null || mistake "$tool is needed and was not found. On Debian: apt-get install debootstrap util-linux"
done
[[ -f $bundle/manifest ]] || "$root/scripts/gpu/bundle.sh" --output "$bundle" || exit 1
if [[ ! -x $bare/bin/sh ]]; then
  debootstrap --variant=minbase --include=xz-utils bookworm "$bare" >"$bare.log" 2>&1 || mistake "debootstrap failed; see $bare.log."
fi
rm -rf "$bare"/{bundle,box}
mkdir -p "$bare/bundle" "$bare/box"

# Without a network, with /proc and /dev of its own, and with nothing of this machine's environment.
bare() {
  unshare --net --mount --pid --fork --kill-child sh -c '
    mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev" && mknod "$0/dev/null" c 1 3 && mknod "$0/dev/urandom" c 1 9 &&
    mknod "$0/dev/random" c 1 8 && chmod 666 "$0"/dev/* && ln -s /proc/self/fd "$0/dev/fd" && ip link set lo up 2>/dev/null
    exec chroot "$0" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"' "$bare" "$@"
}
lacks() { ! bare sh -c "command -v $1" >/dev/null 2>&1; }
refuses() { ! bare sh /bundle/unpack.sh /box >"$bare/box/said" 2>&1 && grep -q "$1" "$bare/box/said"; }
has_none() { [[ -z $(find "$bare/usr/lib" -name "$1") ]]; }

check "the root has no .NET" lacks dotnet
check "the root has no Python" lacks python3
check "the root has no ICU" has_none 'libicu*'
check "the root has no OpenSSL" has_none 'libssl.so*'
cp "$bundle"/* "$bare/bundle/"
last=$(tail -n 1 "$bundle/manifest" | cut -d' ' -f3)
rm "$bare/bundle/$last"
check "a missing part is named" refuses "$last is missing"
cp "$bundle/$last" "$bare/bundle/"
printf 'x' | dd of="$bare/bundle/$last" bs=1 seek=1000 conv=notrunc status=none
check "a damaged part is named" refuses "$last is damaged"
head -c 1000 "$bundle/$last" >"$bare/bundle/$last"
check "a cut part is named" refuses "$last has 1000 bytes"
cp "$bundle/$last" "$bare/bundle/"
check "the parts unpack" bare sh /bundle/unpack.sh /box
rm -rf "$bare/bundle"

run=/box/gan-onnx/scripts/gpu/gan-onnx.sh
doctor() {
  bare "$run" doctor >"$bare/box/doctor" && grep -q 'CUDAExecutionProvider' "$bare/box/doctor" &&
    grep -q 'cannot be used because of what is missing: libcuda.so.1' "$bare/box/doctor"
}
whole() {
  bare /box/gan-onnx/scripts/gpu/check.sh --cpu --minutes "$minutes" --output /box/check && grep -q '5. Serving' "$bare/box/check/report.md"
}
check "doctor lists the CUDA provider and what it misses" doctor
check "mlp trains on the CPU, with the bundle's MNIST" bare "$run" train --preset mlp --steps 100 --run /box/runs/mlp --evaluations 0
check "it is sampled" bare "$run" sample --model /box/runs/mlp --output /box/samples.png
check "the check's CPU half passes, serving among it" whole
[[ $failed -eq 0 ]] || cat "$bare/box/check/report.md" 2>/dev/null
report_checks

#!/usr/bin/env bash
# Runs a command where libtorch's native part loads. It needs glibc 2.38 and the libstdc++ of GCC 13: Ubuntu 24.04 and Debian 13 have them,
# and there the command runs as it is. Elsewhere, as root, in the root of a small Debian 13, which is made at the first time (half a minute,
# 250 MB, by debootstrap) and kept; .NET, its packages, this clone, the data's cache and temporary files lie in it at the same paths.
#   scripts/bench/torch-root.sh [--help] COMMAND [ARGUMENT]…
#
#   --help    this text
#
# GAN_ONNX_TORCH_ROOT: the folder of that root (default: gan-onnx-torch-root in the cache).
# GAN_ONNX_TORCH_BINDS: further folders that the command reads, separated by colons.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
case ${1:-} in
  '') mistake "no command was given." ;;
  --help | -h) usage; exit 0 ;;
  -*) mistake "unknown option '$1'; known: --help." ;;
esac

cache=${XDG_CACHE_HOME:-$HOME/.cache}
folder=${GAN_ONNX_TORCH_ROOT:-$cache/gan-onnx-torch-root}

is_new_enough() {
  local glibc libstdcxx
  glibc=$(getconf GNU_LIBC_VERSION | cut -d' ' -f2)
  [[ $(printf '%s\n' 2.38 "$glibc" | sort -V | head -n 1) == 2.38 ]] || return 1
  libstdcxx=$(ldconfig -p | sed -nE 's/^.*libstdc\+\+\.so\.6 .*x86-64.* => (.*)$/\1/p' | head -n 1)
  [[ -n $libstdcxx ]] && grep -q GLIBCXX_3.4.32 "$libstdcxx"
}

if is_new_enough; then exec "$@"; fi
if [[ $(id -u) -ne 0 ]]; then
  echo "torch-root.sh: this system's libstdc++ or glibc is too old for libtorch, and only root can run it in another root." >&2
  exit 2
fi
need debootstrap unshare chroot
if [[ ! -f $folder/ready ]]; then
  echo "torch-root.sh: making a Debian 13 in $folder" >&2
  mkdir -p "$folder"
  debootstrap --variant=minbase --include=libicu76,ca-certificates trixie "$folder" >"$folder.log" 2>&1 || {
    tail -n 5 "$folder.log" >&2
    echo "torch-root.sh: debootstrap failed; all it said is in $folder.log" >&2
    exit 1
  }
  touch "$folder/ready"
fi

dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
binds=(/proc /sys /dev "$root" "$dotnet" "${TMPDIR:-/tmp}")
for path in "$packages" "$cache/gan-onnx"; do
  if [[ -d $path ]]; then binds+=("$path"); fi
done
IFS=: read -ra more <<<"${GAN_ONNX_TORCH_BINDS:-}"
binds+=(${more[@]+"${more[@]}"})

# Mounts of a namespace of their own are gone when the command ends. Inside, `dotnet` is found by PATH.
export TORCH_ROOT=$folder TORCH_BINDS
TORCH_BINDS=$(printf '%s\n' "${binds[@]}")
# shellcheck disable=SC2016 # expanded by the shell inside.
exec unshare --mount --propagation private bash -c '
  set -euo pipefail
  while read -r path; do
    mkdir -p "$TORCH_ROOT$path"
    mount --rbind "$path" "$TORCH_ROOT$path"
  done <<<"$TORCH_BINDS"
  exec chroot "$TORCH_ROOT" /usr/bin/env "PATH=$1:/usr/bin:/bin" "${@:2}"
' torch-root "$dotnet" "$@"

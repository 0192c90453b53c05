#!/usr/bin/env bash
# Builds the images of the Dockerfile without a container engine or an image registry: buildah in chroot isolation, on base
# images made from Debian packages and the .NET SDK of this machine. Needs root, buildah and debootstrap.
#   scripts/container/build-local.sh [--help] [serving|training…]     (default: serving training)
# The base images stand for the ones that the Dockerfile names; nothing else differs.
# On Debian: apt-get install buildah debootstrap; the .NET SDK 10 from your package source.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
only_operands "$@"
targets=("$@")
if [[ ${#targets[@]} -eq 0 ]]; then targets=(serving training); fi
need buildah debootstrap dotnet
[[ $EUID -eq 0 ]] || mistake "debootstrap and chroot isolation need root; run this with sudo."
cd "$root"

suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")
buildah() { command buildah --storage-driver vfs "$@"; }
has_image() { buildah inspect --type image "$1" >/dev/null 2>&1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# image NAME BASE FOLDER…: BASE with the .NET installation's FOLDERs in /usr/share/dotnet, as in the official images.
image() {
  local name=$1 container
  container=$(buildah from "$2")
  shift 2
  mkdir -p "$work/dotnet"
  (cd "$dotnet_root" && cp -a --parents "$@" "$work/dotnet")
  buildah copy -q "$container" "$work/dotnet" /usr/share/dotnet >/dev/null
  rm -rf "$work/dotnet"
  buildah run --isolation chroot "$container" -- ln -sf /usr/share/dotnet/dotnet /usr/bin/dotnet
  buildah config --env DOTNET_RUNNING_IN_CONTAINER=true --env DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$container"
  buildah commit -q --rm "$container" "$name" >/dev/null
}

if ! has_image localhost/debian-minimal; then
  if ! debootstrap --variant=minbase --include=libssl3,libstdc++6,ca-certificates "$suite" "$work/root" >"$work/debootstrap.log" 2>&1; then
    tail "$work/debootstrap.log" >&2
    exit 1
  fi
  rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/*
  # What this machine trusts, so that dotnet inside the build reaches the same package sources.
  cp -aL /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/ca-certificates.crt"
  container=$(buildah from scratch)
  buildah copy -q "$container" "$work/root" / >/dev/null
  buildah commit -q --rm "$container" localhost/debian-minimal >/dev/null
  rm -rf "$work/root"
fi

has_image localhost/dotnet-runtime \
  || image localhost/dotnet-runtime localhost/debian-minimal dotnet LICENSE.txt host shared/Microsoft.NETCore.App
has_image localhost/dotnet-aspnet || image localhost/dotnet-aspnet localhost/dotnet-runtime shared/Microsoft.AspNetCore.App
has_image localhost/dotnet-sdk || image localhost/dotnet-sdk localhost/dotnet-aspnet packs sdk sdk-manifests templates

# MNIST, where this machine has it already.
cache=${GAN_ONNX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gan-onnx}
mnist=()
[[ ! -d $cache/mnist ]] || mnist=(--build-context "mnist=$cache")

for target in "${targets[@]}"; do
  buildah bud --isolation chroot --format docker --target "$target" --tag "gan-onnx-$target" \
    --build-arg SDK_IMAGE=localhost/dotnet-sdk --build-arg ASPNET_IMAGE=localhost/dotnet-aspnet \
    --build-arg RUNTIME_IMAGE=localhost/dotnet-runtime --build-arg CUDA_IMAGE=localhost/debian-minimal \
    "${mnist[@]}" .
done

#!/usr/bin/env bash
# One bundle for a Linux box on x64 where nothing can be fetched and .NET is missing: both programs and the benchmarks, published with
# .NET, ONNX Runtime with its CUDA provider, MNIST, the shipped models, and scripts/gpu with what it needs.
#   scripts/gpu/bundle.sh [--output DIR] [--part-size MIB] [--help]
#   --output DIR      where the parts go (default: artifacts/gpu-bundle); emptied first
#   --part-size MIB   the most that a part may take, in 2^20 bytes (default: 56; 0: one file)
# Writes gan-onnx-linux-x64.tar.xz.00, .01 …, manifest (a SHA-256, a size and a name a line) and unpack.sh. On the box, beside them:
#   sh unpack.sh DIR
# MNIST comes from $GAN_ONNX_CACHE (default ~/.cache/gan-onnx); `gan-onnx data` fetches it. What runs on the box is in training/docs/gpu.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1
source "$root/scripts/shell/options.sh"

output=$root/artifacts/gpu-bundle part_size=56
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --output | --part-size) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --output, --part-size, --help." ;;
  esac
  case $1 in
    --output) output=$(realpath -m "$2") ;;
    --part-size) [[ $2 =~ ^[0-9]+$ ]] || mistake "--part-size expects a whole number of MiB, found '$2'."; part_size=$2 ;;
  esac
  shift 2
done
for tool in dotnet xz tar sha256sum split; do
  command -v "$tool" >/dev/null || mistake "$tool is needed and was not found. On Debian: apt-get install xz-utils coreutils tar"
done
mnist=${GAN_ONNX_CACHE:-$HOME/.cache/gan-onnx}/mnist
for file in train-images train-labels t10k-images t10k-labels; do
  compgen -G "$mnist/$file*" >/dev/null || mistake "$mnist has no $file*. Fetch MNIST first: dotnet run --project training -- data"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/gan-onnx-bundle-XXXXXX")
trap 'rm -rf "$work"' EXIT
bundle=$work/gan-onnx
mkdir -p "$bundle/app"

# The programs share a folder: what two of them bring under one name must be the same, and is there once. Built beside the ordinary
# builds, whose intermediate files are for programs that use an installed .NET. Copies, not links to the package folder: tar stops at
# a file whose links another build adds to.
for project in training serving tests/Gan.Onnx.Benchmarks; do
  echo "bundle.sh: publishing $project" >&2
  dotnet publish "$root/$project" --configuration Release --runtime linux-x64 --self-contained --artifacts-path "$root/artifacts/gpu" \
    -p:OnnxRuntime=gpu -p:CreateHardLinksForPublishFilesIfPossible=false --output "$work/published" --verbosity quiet --nologo >&2
  rm -f "$work"/published/*.pdb "$work"/published/*.xml "$work"/published/libonnxruntime_providers_tensorrt.so
  while IFS= read -r -d '' file; do
    name=${file#"$work/published/"}
    if [[ -e $bundle/app/$name ]]; then
      cmp -s "$file" "$bundle/app/$name" || mistake "two programs bring different files '$name'; they cannot share a folder."
    else
      mkdir -p "$(dirname "$bundle/app/$name")"
      mv "$file" "$bundle/app/$name"
    fi
  done < <(find "$work/published" -type f -print0)
  rm -rf "$work/published"
done
[[ -s $bundle/app/libonnxruntime_providers_cuda.so ]] || mistake "the published programs lack libonnxruntime_providers_cuda.so."

# .NET takes SHA-256 from OpenSSL, which a bare system may lack. Used only there.
mkdir "$bundle/openssl"
for library in libssl.so.3 libcrypto.so.3; do
  path=$({ ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | sed -n "s/^[[:space:]]*$library (.*x86-64.*) => //p" | head -n 1)
  [[ -n $path ]] || mistake "$library is needed and was not found. On Debian: apt-get install libssl3"
  cp -L "$path" "$bundle/openssl/"
done

# Everything else lies as it does in the repository; models are those beside the server.
ln -s app/models "$bundle/models"
mkdir -p "$bundle/cache/mnist" "$bundle/training/Presets" "$bundle/scripts/bench/presets"
cp "$mnist"/{train,t10k}-* "$bundle/cache/mnist/"
cp "$root"/training/Presets/*.json "$bundle/training/Presets/"
cp "$root"/scripts/bench/presets/*.json "$bundle/scripts/bench/presets/"
cp -r "$root/scripts/gpu" "$root/scripts/pytorch" "$bundle/scripts/"
rm -rf "$bundle/scripts/pytorch/__pycache__" "$bundle/scripts/gpu/__pycache__"
cp "$root/training/docs/gpu.md" "$bundle/README.md"
git -C "$root" rev-parse HEAD >"$bundle/commit" 2>/dev/null || echo unknown >"$bundle/commit"

echo "bundle.sh: packing $(du -sm "$bundle" | cut -f1) MB" >&2
"$root/scripts/gpu/pack.sh" "$bundle" "$output" "$part_size"
cat "$output/manifest"
packed=$(awk '{ bytes += $2 } END { printf "%d parts, %.1f MB", NR, bytes / 1e6 }' "$output/manifest")
echo "bundle.sh: $packed in $output, in $SECONDS s" >&2

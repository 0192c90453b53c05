#!/usr/bin/env bash
# Fills scripts/packages/feed with ONNX Runtime packages, where the configured NuGet sources lack them.
# They carry the official ids, versions and API; their contents are ONNX Runtime's own sources and
# libraries as published on npm, pinned and integrity-checked by package-lock.json.
# Runs before every restore that finds no feed/.ready; needs dotnet, and npm only when it has to pack.
# On a machine with an NVIDIA driver, or with GAN_ONNX_CUDA=1, the CUDA provider is packed too (180 MB more).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
feed=$here/feed
dotnet=${DOTNET_HOST_PATH:-dotnet}
recipe=$(cd "$here" && cat pack.sh package-lock.json Directory.*.props ./*.csproj | sha256sum | cut -c1-16)
omit=--omit=optional
if [[ ${GAN_ONNX_CUDA:-} == 1 || ( -z ${GAN_ONNX_CUDA:-} && -e /dev/nvidiactl ) ]]; then
  omit=
  recipe+=-cuda
fi

is_ready() { [[ -f $feed/.ready && $(cut -d' ' -f1 "$feed/.ready") == "$recipe" ]]; }

# An MSBuild that runs inside the restore that called us must not share nodes or compilers with it.
quiet_dotnet() {
  "$dotnet" "$@" -nologo -v:q -nr:false -p:UseSharedCompilation=false \
    -p:PackFolder="$work/" -p:PackRecipe="Recipe $recipe."
}

# Answers yes, no or unknown.
ask_gallery() {
  # Its own package folder, or a stand-in restored earlier would answer for the gallery.
  if quiet_dotnet restore "$here/Probe.csproj" --packages "$work/probe" --no-http-cache >"$work/probe.log" 2>&1; then
    echo yes
  elif grep -qE 'NU110[123]' "$work/probe.log"; then
    echo no
  else
    echo unknown
  fi
}

# Stand-ins in the user's package folder would be used instead of what the sources hold now. $1: the recipe to keep, or nothing.
forget_stand_ins() {
  local cache package
  cache=$("$dotnet" nuget locals global-packages --list | sed 's/^global-packages: //')
  for package in "$cache"/microsoft.ml.onnxruntime.{managed,gpu,extensions}/{1.29.0,0.14.0}; do
    if grep -qs 'gan-onnx-stand-in' "$package"/*.nuspec && ! { [[ -n $1 ]] && grep -qs "Recipe $1\\." "$package"/*.nuspec; }; then
      rm -rf "$package"
    fi
  done
}

mark_ready() {
  echo "$recipe $1" >"$feed/.ready.$$"
  mv "$feed/.ready.$$" "$feed/.ready"
}

pack() {
  command -v npm >/dev/null || {
    echo "The NuGet sources lack Microsoft.ML.OnnxRuntime, and packing it from npm needs npm, which is not installed. Install Node.js, or add a NuGet source that has it." >&2
    exit 1
  }
  echo "Packing ONNX Runtime 1.29.0 for the local feed (150 to 330 MB from npm, once) …"
  cp "$here/package.json" "$here/package-lock.json" "$work/"
  (cd "$work" && npm ci $omit --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
  # 600 MB of it are libraries for other platforms.
  rm -rf "$work"/node_modules/*/Plugins/{iOS~,macOS,Android,Windows}
  local id
  for id in Managed Gpu Extensions; do
    quiet_dotnet pack "$here/Microsoft.ML.OnnxRuntime.$id.csproj" -c Release
  done
  mv "$work"/packed/*.nupkg "$feed/"
}

fill() {
  rm -rf "$feed"/*.nupkg "$feed/.ready" "$feed"/.work.*
  work=$(mktemp -d "$feed/.work.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  case $(ask_gallery) in
    yes) forget_stand_ins ""; mark_ready gallery ;;
    no) pack; forget_stand_ins "$recipe"; mark_ready stand-ins ;;
    # Offline, say: what was restored earlier may still be enough, and the restore itself says best what is wrong.
    *) echo "Cannot tell whether the NuGet sources have ONNX Runtime; going on without the local feed." >&2 ;;
  esac
}

mkdir -p "$feed"
if command -v flock >/dev/null; then
  exec 9>"$feed/.lock"
  flock 9
fi
if is_ready; then
  touch "$feed/.ready"
else
  # Without the lock's descriptor, which a child that outlives this script would keep locked.
  fill 9>&-
fi

#!/usr/bin/env bash
# Publishes both programs, from the same sources, for Linux on x64 and arm64, Windows on x64 and macOS on arm64; looks at the native
# libraries of each, and runs those that run here. serving/docs/platforms.md has the commands.
#   scripts/packages/platforms.sh [--help] [PLATFORM…]     by default: linux-x64 linux-arm64 win-x64 osx-arm64
# They need .NET 10 on the other machine; with SELF_CONTAINED=1 they bring it along. Takes a minute on two idle cores.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
source "$root/scripts/shell/png.sh"
only_operands "$@"
need dotnet curl od uname
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1
platforms=("$@")
[[ $# -gt 0 ]] || platforms=(linux-x64 linux-arm64 win-x64 osx-arm64)

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT

# The library's name, what it begins with, and where and what the number of its machine is.
describe() {
  case $1 in
    linux-x64) library=libonnxruntime.so magic=7f454c46 at=18 machine=3e00 suffix='' ;;
    linux-arm64) library=libonnxruntime.so magic=7f454c46 at=18 machine=b700 suffix='' ;;
    osx-arm64) library=libonnxruntime.dylib magic=cffaedfe at=4 machine=0c00 suffix='' ;;
    win-x64) library=onnxruntime.dll magic=4d5a at='' machine=6486 suffix=.exe ;;
    *) mistake "expected linux-x64, linux-arm64, win-x64 or osx-arm64, found '$1'." ;;
  esac
}
bytes() { od -An -tx1 -j"$2" -N"$3" "$1" | tr -d ' \n'; }
# A Windows library begins with a program for DOS, which says at byte 60 where its own header is.
machine_of() { bytes "$1" "${at:-$(($(od -An -tu4 -j60 -N4 "$1") + 4))}" 2; }
is_for_platform() { [[ $(bytes "$1" 0 $((${#magic} / 2))) == "$magic" && $(machine_of "$1") == "$machine" ]]; }
has_no_other() { [[ $(find "$1" -name '*onnxruntime.so' -o -name '*onnxruntime.dylib' -o -name 'onnxruntime.dll' | wc -l) -eq 1 ]]; }
publish() {
  dotnet publish "$root/$1" --configuration Release --runtime "$2" "${contained[@]}" -p:OnnxRuntime=cpu --output "$work/$2/$1" \
    --nologo --verbosity quiet -p:ArtifactsPath="$work/built" -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false
}
draws() { "$1/Gan.Onnx.Training" sample --model "$root/models/default" --count 4 --output "$work/four.png"; }
answers() { curl -sS --max-time 20 -o "$work/digits.png" "$address/digits?count=4&columns=2"; }

contained=(--no-self-contained)
[[ -z ${SELF_CONTAINED:-} ]] || contained=(--self-contained)
for platform in "${platforms[@]}"; do
  describe "$platform"
  for program in training serving; do
    folder=$work/$platform/$program
    check "$program is published for $platform" publish "$program" "$platform"
    name=Gan.Onnx.${program^}$suffix
    check "  with $name for it" is_for_platform "$folder/$name"
    check "  with $library for it" is_for_platform "$folder/$library"
    check "  and with no other platform's" has_no_other "$folder"
  done
  [[ $platform == linux-x64 && $(uname -sm) == "Linux x86_64" ]] || continue
  check "training runs here" draws "$work/$platform/training"
  check "  and draws a PNG of two by two" has_size "$work/four.png" 56x56
  start_server "$work/server.log" "$work/$platform/serving/Gan.Onnx.Serving" --urls http://127.0.0.1:0
  processes=("$server")
  check "serving runs here" answers
  check "  and answers a PNG of two by two" has_size "$work/digits.png" 56x56
  check "  and stops when it is told to" stop_server
done
report_checks

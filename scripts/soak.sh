#!/usr/bin/env bash
# Whether the server keeps its memory and its manners under mixed load.
#   scripts/soak.sh [--minutes M] [--model DIR] [--reloads N] [--help]
#
# Starts the server and asks it for grids of all sizes, seeds, scales and formats that it has, from eight clients at once, of whom
# some hang up early and some ask for nonsense. Fails when an answer has another status than it should, or when resident memory is
# not flat: its median in the last quarter of the run may exceed that in the second by 5 % + 4 MB.
#
#   --minutes M    how long, after 20 seconds that do not count (default 10)
#   --model DIR    the model folder to serve a copy of (default models/default)
#   --reloads N    exchange the served model for another version and back, N times in all (default 0)
#   --help         this text
#
# Ends with `1 passed, 0 failed` or the reverse.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"

minutes=10 model=$root/models/default reloads=0
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --minutes | --model | --reloads) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --minutes, --model, --reloads, --help." ;;
  esac
  case $1 in
    --minutes) expect_number "$1" "$2"; minutes=$2 ;;
    --model) expect_model "$1" "$2"; model=$2 ;;
    --reloads)
      [[ $2 =~ ^[0-9]+$ && $2 -ne 1 ]] || mistake "--reloads expects 0, or a whole number from 2 (there and back), found '$2'."
      reloads=$2
      ;;
  esac
  shift 2
done
need dotnet

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build serving
drive=$(csharp_program scripts/soak/drive.cs)
mkdir "$work/model"
cp "$model/generator.onnx" "$model/manifest.json" "$work/model"
if [[ $reloads -gt 0 ]]; then
  variant=$(csharp_program scripts/soak/variant.cs)
  dotnet "$variant" "$work/model" "$work/other"
fi

settings=(--urls http://127.0.0.1:0 "--Model:Path=$work/model" --Models:PollSeconds=0.5)
start_server "$work/server.log" dotnet "$(program Gan.Onnx.Serving)" "${settings[@]}"
processes+=("$server")
# In the background, so that a signal to this script need not wait.
dotnet "$drive" "$address" "$server" "$minutes" "$reloads" "$work/model" "$work/other" &
processes+=("$!")
status=0
wait "$!" || status=$?
if [[ $status -ne 0 ]]; then tail -n 20 "$work/server.log" >&2; fi
exit "$status"

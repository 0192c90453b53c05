#!/usr/bin/env bash
# From nothing to a page of digits: builds, fetches MNIST, trains a generator for a few minutes, freezes it into models/quickstart
# and serves it until Ctrl-C.
#   scripts/run.sh [--minutes M] [--preset P] [--data DIR] [--port N] [--serve-only] [--help]
#
#   --minutes M    how long to train (default 3)
#   --preset P     what to train: a preset's name or file (default digits-quick)
#   --data DIR     a folder with the official MNIST files (default: fetched once and cached)
#   --port N       where to serve, on localhost (default 8080)
#   --serve-only   do not train: serve the shipped model at once
#   --help         this text
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
export CONFIGURATION=Release
source "$root/scripts/shell/build.sh"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

minutes=3 preset=digits-quick port=8080 serve_only='' data=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --serve-only) serve_only=1; shift; continue ;;
    --minutes | --preset | --data | --port) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --minutes, --preset, --data, --port, --serve-only, --help." ;;
  esac
  case $1 in
    --minutes) expect_number "$1" "$2"; minutes=$2 ;;
    --preset) preset=$2 ;;
    --data) data=(--data "$2") ;;
    --port)
      [[ $2 =~ ^[1-9][0-9]{0,4}$ && $2 -le 65535 ]] || mistake "--port expects a number from 1 to 65535, found '$2'."
      port=$2
      ;;
  esac
  shift 2
done
need dotnet

free_run_folder() {
  local folder=runs/quickstart number=2
  while [[ -e $root/$folder ]]; do folder=runs/quickstart-$((number++)); done
  echo "$folder"
}

say "Building"
build serving
model=models/default
if [[ -z $serve_only ]]; then
  build training
  export GAN_ONNX_BUILT=1
  run=$(free_run_folder)
  model=models/quickstart
  say "Training $preset for $minutes minutes into $run"
  "$root/scripts/gan.sh" train --preset "$preset" --minutes "$minutes" --run "$root/$run" ${data[@]+"${data[@]}"}
  say "Freezing the generator into $model"
  "$root/scripts/gan.sh" export --force --run "$root/$run" --output "$root/$model/generator.onnx"
fi

say "Serving $model on http://localhost:$port (Ctrl-C stops)"
echo "  http://localhost:$port/docs                  a page to try it"
echo "  http://localhost:$port/digits?count=16       sixteen digits as a PNG"
echo
exec dotnet "$(program Gan.Onnx.Serving)" --urls "http://localhost:$port" "--Model:Path=$root/$model"

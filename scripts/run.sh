#!/usr/bin/env bash
# From nothing to a page of digits: builds, fetches MNIST, trains a generator for a few minutes, freezes it and serves it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

usage() {
  cat <<'USAGE'
scripts/run.sh [--minutes M] [--preset P] [--data DIR] [--port N] [--serve-only] [--help]

Builds the programs, fetches MNIST, trains a generator, freezes it into models/quickstart
and serves it until Ctrl-C.

  --minutes M    how long to train (default 3)
  --preset P     what to train: a preset's name or file (default digits-quick)
  --data DIR     a folder with the official MNIST files (default: fetched once and cached)
  --port N       where to serve, on localhost (default 8080)
  --serve-only   do not train: serve the shipped model at once
  --help         this text
USAGE
}

mistake() { echo "run.sh: $1 See scripts/run.sh --help." >&2; exit 2; }
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
    --minutes) [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] || mistake "--minutes expects a number such as 3 or 0.5, found '$2'."; minutes=$2 ;;
    --preset) preset=$2 ;;
    --data) data=(--data "$2") ;;
    --port) [[ $2 =~ ^[1-9][0-9]{0,4}$ && $2 -le 65535 ]] || mistake "--port expects a number from 1 to 65535, found '$2'."; port=$2 ;;
  esac
  shift 2
done
command -v dotnet >/dev/null || { echo "run.sh: the .NET SDK 10 is needed, and 'dotnet' was not found. Install it, or put it on the PATH." >&2; exit 2; }

free_run_folder() {
  local folder=runs/quickstart number=2
  while [[ -e $folder ]]; do folder=runs/quickstart-$((number++)); done
  echo "$folder"
}

say "Building"
dotnet build serving --configuration Release --nologo --verbosity quiet -clp:NoSummary
model=models/default
if [[ -z $serve_only ]]; then
  dotnet build training --configuration Release --nologo --verbosity quiet -clp:NoSummary
  export GAN_ONNX_BUILT=1
  run=$(free_run_folder)
  model=models/quickstart
  say "Training $preset for $minutes minutes into $run"
  scripts/gan.sh train --preset "$preset" --minutes "$minutes" --run "$run" ${data[@]+"${data[@]}"}
  say "Freezing the generator into $model"
  scripts/gan.sh export --run "$run" --output "$model/generator.onnx"
fi

say "Serving $model on http://localhost:$port (Ctrl-C stops)"
echo "  http://localhost:$port/docs                  a page to try it"
echo "  http://localhost:$port/digits?count=16       sixteen digits as a PNG"
echo
exec dotnet run --project serving --configuration Release --no-build -- --urls "http://localhost:$port" "--Model:Path=$root/$model"

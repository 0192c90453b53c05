#!/usr/bin/env bash
# Whether the server keeps its memory and its manners under mixed load.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/serving/start.sh"

usage() {
  cat <<'USAGE'
scripts/soak.sh [--minutes M] [--model DIR] [--reloads N] [--help]

Starts the server and asks it for grids of all sizes, seeds, scales and formats that it has, from eight clients at once, of whom
some hang up early and some ask for nonsense. Fails when an answer has another status than it should, or when resident memory is
not flat: its median in the last quarter of the run may exceed that in the second by 5 % + 4 MB.

  --minutes M    how long, after 20 seconds that do not count (default 10)
  --model DIR    the model folder to serve a copy of (default models/default)
  --reloads N    exchange the served model for another version and back, N times in all (default 0)
  --help         this text

Needs Node.js 20.11. CONFIGURATION and GAN_ONNX_BUILT are as in scripts/smoke.sh. Ends with `1 passed, 0 failed` or the reverse.
USAGE
}

mistake() { echo "soak.sh: $1 See scripts/soak.sh --help." >&2; exit 2; }

minutes=10 model=$root/models/default reloads=0
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --minutes | --model | --reloads) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --minutes, --model, --reloads, --help." ;;
  esac
  case $1 in
    --minutes) [[ $2 =~ ^([0-9]*[1-9][0-9]*|[0-9]+\.[0-9]*[1-9][0-9]*)$ ]] || mistake "--minutes expects a number above 0 such as 10 or 0.5, found '$2'."; minutes=$2 ;;
    --model) [[ -f $2/generator.onnx && -f $2/manifest.json ]] || mistake "--model expects a folder with generator.onnx and manifest.json, found '$2'."; model=$2 ;;
    --reloads) [[ $2 =~ ^[0-9]+$ && $2 -ne 1 ]] || mistake "--reloads expects 0, or a whole number from 2 (there and back), found '$2'."; reloads=$2 ;;
  esac
  shift 2
done
for tool in dotnet node; do
  command -v "$tool" >/dev/null || { echo "soak.sh: $tool is needed and was not found." >&2; exit 2; }
done

work=$(mktemp -d)
processes=()
stop() {
  local process
  for process in ${processes[@]+"${processes[@]}"}; do kill "$process" 2>/dev/null || true; done
  for process in ${processes[@]+"${processes[@]}"}; do wait "$process" 2>/dev/null || true; done
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

build_serving
mkdir "$work/model"
cp "$model/generator.onnx" "$model/manifest.json" "$work/model"
if [[ $reloads -gt 0 ]]; then node "$root/scripts/soak/variant.mjs" "$work/model" "$work/other"; fi

start_server "$work/server.log" dotnet "$(serving_program)" --urls http://127.0.0.1:0 "--Model:Path=$work/model" --Models:PollSeconds=0.5
processes+=("$server")
# In the background, so that a signal to this script need not wait.
node "$root/scripts/soak/driver.mjs" "$address" "$server" "$minutes" "$reloads" "$work/model" "$work/other" &
processes+=("$!")
status=0
wait "$!" || status=$?
if [[ $status -ne 0 ]]; then tail -n 20 "$work/server.log" >&2; fi
exit "$status"

#!/usr/bin/env bash
# How much of what ONNX Runtime can do on one core reaches HTTP clients, and how a good Node.js server compares.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
here=$root/scripts/bench-serving
source "$root/scripts/serving/start.sh"

usage() {
  cat <<'USAGE'
scripts/bench-serving.sh [--model DIR]... [--rounds N] [--seconds S] [--json FILE] [--peer|--no-peer] [--help]

Efficiency E = images that the server sent per second of its CPU time ÷ images that ONNX Runtime alone makes per second of CPU
time, in-process, on one thread, at its best batch size. The server, the peer (scripts/peers/node) and ONNX Runtime alone take
turns on one core, wrk drives from another. Prints Markdown: medians and, in parentheses, ranges of the rounds.

  --model DIR     a model folder, any number of times (default: models/default and a model of the preset mlp, namely
                  models/quickstart if it is one, or else one trained for 4000 steps: the network's speed does not depend on
                  the weights, but noise takes longer to compress than digits)
  --rounds N      how often everything is measured after the warm-up (default 5)
  --seconds S     how long each measurement takes (default 4)
  --json FILE     the results of all rounds
  --no-peer       leave the peer out, which needs npm (--peer, the default, measures it)
  --help          this text

Needs wrk, taskset, Node.js 20.15 and two idle cores. CONFIGURATION and GAN_ONNX_BUILT are as in scripts/smoke.sh.
USAGE
}

mistake() { echo "bench-serving.sh: $1 See scripts/bench-serving.sh --help." >&2; exit 2; }

models=() rounds=5 seconds=4 json='' peer=1
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --peer) peer=1; shift; continue ;;
    --no-peer) peer=''; shift; continue ;;
    --model | --rounds | --seconds | --json) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --model, --rounds, --seconds, --json, --peer, --no-peer, --help." ;;
  esac
  case $1 in
    --model) [[ -f $2/generator.onnx && -f $2/manifest.json ]] || mistake "--model expects a folder with generator.onnx and manifest.json, found '$2'."; models+=("$(cd "$2" && pwd)") ;;
    --rounds) [[ $2 =~ ^[1-9][0-9]*$ ]] || mistake "--rounds expects a whole number from 1, found '$2'."; rounds=$2 ;;
    --seconds) [[ $2 =~ ^[1-9][0-9]*$ ]] || mistake "--seconds expects a whole number from 1, found '$2'."; seconds=$2 ;;
    --json) json=$(realpath -m "$2") ;;
  esac
  shift 2
done
for tool in dotnet wrk taskset node; do
  command -v "$tool" >/dev/null || { echo "bench-serving.sh: $tool is needed and was not found. On Debian: apt-get install wrk util-linux nodejs" >&2; exit 2; }
done
# The first two cores that this process may use: one for who is measured, one for who drives.
mapfile -t cores < <(node -p 'require("node:fs").readFileSync("/proc/self/status", "utf8").match(/Cpus_allowed_list:\s*(.*)/)[1].split(",").flatMap((part) => { const [first, last = first] = part.split("-").map(Number); return Array.from({ length: last - first + 1 }, (_, i) => first + i); }).join("\n")')
[[ ${#cores[@]} -ge 2 ]] || mistake "two cores are needed, this process may use ${#cores[@]}."
core=${cores[0]} driver=${cores[1]}

work=$(mktemp -d)
processes=()
stop() {
  local process
  for process in ${processes[@]+"${processes[@]}"}; do kill "$process" 2>/dev/null || true; done
  for process in ${processes[@]+"${processes[@]}"}; do wait "$process" 2>/dev/null || true; done
  processes=()
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd "$root"
export ORT_DISABLE_TELEMETRY=1

build_serving
if [[ -z ${GAN_ONNX_BUILT:-} ]]; then
  # The training program comes with it.
  dotnet build tests/Gan.Onnx.Benchmarks --configuration "${CONFIGURATION:-Release}" --nologo --verbosity quiet -clp:NoSummary >&2
  export GAN_ONNX_BUILT=1
fi
program=$(serving_program)
raw=${program//Gan.Onnx.Serving/Gan.Onnx.Benchmarks}
if [[ -n $peer && ! -d scripts/peers/node/node_modules/onnxruntime-node ]]; then
  # The packages' install scripts would only fetch CUDA libraries; the CPU library is in the package.
  (cd scripts/peers/node && npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error >&2)
fi

if [[ ${#models[@]} -eq 0 ]]; then
  models=("$root/models/default")
  if grep -qs '"preset": *"mlp"' models/quickstart/manifest.json; then
    models+=("$root/models/quickstart")
  else
    echo "training mlp for 4000 steps" >&2
    scripts/gan.sh train --preset mlp --steps 4000 --seed 1 --evaluations 0 --run "$work/run" >&2
    scripts/gan.sh export --run "$work/run" --output "$work/mlp/generator.onnx" >&2
    models+=("$work/mlp")
  fi
fi

results=()
for model in "${models[@]}"; do
  contestants=()
  start_server "$work/server.log" taskset -c "$core" dotnet "$program" --urls http://127.0.0.1:0 "--Model:Path=$model"
  processes+=("$server")
  contestants+=("here=$server=$address")
  if [[ -n $peer ]]; then
    # The event loop runs the generator itself; more threads than the default four would only take turns on the one core.
    start_server "$work/peer.log" env UV_THREADPOOL_SIZE=4 NODE_ENV=production taskset -c "$core" node scripts/peers/node/server.mjs "$model"
    processes+=("$server")
    contestants+=("node=$server=$address")
  fi
  results+=("$work/${#results[@]}.json")
  # In the background, so that a signal to this script need not wait.
  node "$here/measure.mjs" "$model" "$rounds" "$seconds" "$core" "$driver" "$raw" "${results[-1]}" "${contestants[@]}" &
  processes+=("$!")
  wait "$!"
  stop
done
if [[ -n $json ]]; then node -e '
const { readFileSync, writeFileSync } = require("node:fs");
const [target, ...files] = process.argv.slice(1);
writeFileSync(target, JSON.stringify(files.map((file) => JSON.parse(readFileSync(file))), null, 1) + "\n");
' "$json" "${results[@]}"; fi
node "$here/tables.mjs" "${results[@]}"

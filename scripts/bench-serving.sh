#!/usr/bin/env bash
# How much of what ONNX Runtime can do on one core reaches HTTP clients, and how a good Node.js server compares.
#   scripts/bench-serving.sh [--model DIR]... [--rounds N] [--seconds S] [--json FILE] [--peer|--no-peer] [--help]
#
# Efficiency E = images that the server sent per second of its CPU time ÷ images that ONNX Runtime alone makes per second of CPU
# time, in-process, on one thread, at its best batch size. The server, the peer (scripts/peers/node) and ONNX Runtime alone take
# turns on one core, wrk drives from another. Prints Markdown: medians and, in parentheses, ranges of the rounds.
#
#   --model DIR     a model folder, any number of times (default: models/default and a model of the preset mlp, namely
#                   models/quickstart if it is one, or else one trained for 4000 steps: the network's speed does not depend on
#                   the weights, but noise takes longer to compress than digits)
#   --rounds N      how often everything is measured after the warm-up (default 5)
#   --seconds S     how long each measurement takes (default 4)
#   --json FILE     the results of all rounds
#   --no-peer       leave the peer out, which needs Node.js 20 and npm (--peer, the default, measures it)
#   --help          this text
#
# Needs two idle cores, wrk and taskset: on Debian, apt-get install wrk util-linux.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: built already, do not build again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"

models=() rounds=5 seconds=4 json=() peer=1
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --peer) peer=1; shift; continue ;;
    --no-peer) peer=''; shift; continue ;;
    --model | --rounds | --seconds | --json) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --model, --rounds, --seconds, --json, --peer, --no-peer, --help." ;;
  esac
  case $1 in
    --model) expect_model "$1" "$2"; models+=("$(cd "$2" && pwd)") ;;
    --rounds) expect_whole "$1" "$2"; rounds=$2 ;;
    --seconds) expect_whole "$1" "$2"; seconds=$2 ;;
    --json) json=(--json "$(realpath -m "$2")") ;;
  esac
  shift 2
done
need dotnet wrk taskset ${peer:+node npm}

# The first two cores that this process may use, from a list such as 0-3,8: one for who is measured, one for who drives.
cores=()
IFS=, read -ra ranges <<<"$(taskset -pc $$ | sed 's/.*: //')"
for range in "${ranges[@]}"; do
  for ((i = ${range%-*}; i <= ${range#*-}; i++)); do cores+=("$i"); done
done
[[ ${#cores[@]} -ge 2 ]] || mistake "two cores are needed, this process may use ${#cores[@]}."
core=${cores[0]} driver=${cores[1]}

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The training program comes with the benchmarks.
build serving tests/Gan.Onnx.Benchmarks
export GAN_ONNX_BUILT=1
measure=$(csharp_program scripts/bench-serving/measure.cs)
tables=$(csharp_program scripts/bench-serving/tables.cs)
node_server=$root/scripts/peers/node
if [[ -n $peer && ! -d $node_server/node_modules/onnxruntime-node ]]; then
  # The packages' install scripts would only fetch CUDA libraries; the CPU library is in the package.
  (cd "$node_server" && npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error >&2)
fi

if [[ ${#models[@]} -eq 0 ]]; then
  models=("$root/models/default")
  if grep -qs '"preset": *"mlp"' "$root/models/quickstart/manifest.json"; then
    models+=("$root/models/quickstart")
  else
    echo "training mlp for 4000 steps" >&2
    "$root/scripts/gan.sh" train --preset mlp --steps 4000 --seed 1 --evaluations 0 --run "$work/run" >&2
    "$root/scripts/gan.sh" export --run "$work/run" --output "$work/mlp/generator.onnx" >&2
    models+=("$work/mlp")
  fi
fi

results=()
for model in "${models[@]}"; do
  contestants=()
  start_server "$work/server.log" taskset -c "$core" dotnet "$(program Gan.Onnx.Serving)" --urls http://127.0.0.1:0 "--Model:Path=$model"
  processes+=("$server")
  contestants+=("here=$server=$address")
  if [[ -n $peer ]]; then
    # The event loop runs the generator itself; more threads than the default four would only take turns on the one core.
    start_server "$work/peer.log" env UV_THREADPOOL_SIZE=4 NODE_ENV=production taskset -c "$core" node "$node_server/server.mjs" "$model"
    processes+=("$server")
    contestants+=("node=$server=$address")
  fi
  results+=("$work/${#results[@]}.json")
  # In the background, so that a signal to this script need not wait.
  dotnet "$measure" "$model" "$rounds" "$seconds" "$core" "$driver" "$(program Gan.Onnx.Benchmarks)" \
    "$root/scripts/bench-serving/report.lua" "${results[-1]}" "${contestants[@]}" &
  processes+=("$!")
  wait "$!"
  stop_all
done
dotnet "$tables" ${json[@]+"${json[@]}"} "${results[@]}"

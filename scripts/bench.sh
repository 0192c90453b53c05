#!/usr/bin/env bash
# Training iterations (one D step and one G step) here and in TorchSharp (libtorch 2.10), with the same preset file, weights, items and
# number of threads, in alternation. Before it is timed, TorchSharp must compute our losses. Prints Markdown, a section a question.
#   scripts/bench.sh [--quick] [--sections S,…] [--threads N] [--rounds N] [--seconds S] [--data DIR] [--results FILE] [--help] [PRESET…]
#
#   PRESET           names or files, for speed, roofline and memory (default: all built-in ones and a reference DCGAN of
#                    scripts/bench/presets)
#   --sections S,…   some of (default: all)
#     speed            each preset against TorchSharp with its Adam, and without any, in the faster of two ways of waiting
#     roofline         how much of an iteration is Gemm, and how near its Gemms and the whole come to one large Gemm
#     memory           the most memory that our process took
#     batch            how the DCGAN's iteration grows with batch 16 to 512
#     channels         and with channels ×1, ×2, ×4
#     threads          and with threads 1 and 2
#   --threads N      default: one a core
#   --rounds N       a run of every contestant each (default 3)
#   --seconds S      of each run, warm-up not counted (default 3)
#   --quick          one round of one second: to see that everything works
#   --data DIR       a folder with MNIST's IDX files (default: fetched once and cached)
#   --results FILE   the results of all runs, as JSON
#   --help           this text
#
# Needs an idle machine. TorchSharp's packages take 600 MB; where the system is too old for them, scripts/bench/torch-root.sh, as root,
# makes a place in which they run. Where an iteration's time goes, by operator: dotnet run -c Release --project
# tests/Gan.Onnx.Benchmarks -- profile --preset mlp
# GAN_ONNX_BUILT=1: built already, do not build again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export CONFIGURATION=Release
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"

known=speed,roofline,memory,batch,channels,threads
sections=$known threads=$(getconf _NPROCESSORS_ONLN) rounds=3 seconds=3 quick='' data='' results='' presets=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --quick) quick=1; shift; continue ;;
    --sections | --threads | --rounds | --seconds | --data | --results) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    -*) mistake "unknown option '$1'; known: --quick, --sections, --threads, --rounds, --seconds, --data, --results, --help." ;;
    *) presets+=("$1"); shift; continue ;;
  esac
  case $1 in
    --sections)
      for section in ${2//,/ }; do
        [[ ,$known, == *",$section,"* ]] || mistake "--sections expects some of $known, found '$section'."
      done
      sections=$2
      ;;
    --threads) expect_whole "$1" "$2"; threads=$2 ;;
    --rounds) expect_whole "$1" "$2"; rounds=$2 ;;
    --seconds) expect_number "$1" "$2"; seconds=$2 ;;
    --data) [[ -d $2 ]] || mistake "--data expects a folder, found '$2'."; data=$(realpath "$2") ;;
    --results) results=$2 ;;
  esac
  shift 2
done
if [[ -n $quick ]]; then rounds=1 seconds=1; fi
need dotnet

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build tests/Gan.Onnx.Benchmarks tests/Gan.Onnx.Benchmarks.Torch
compare=$(csharp_program scripts/bench/compare.cs)
tables=$(csharp_program scripts/bench/tables.cs)
reference=$root/scripts/bench/presets/dcgan.json
results=${results:-$work/results.json}
export GAN_ONNX_TORCH_BINDS=$data
dotnet "$compare" "$(program Gan.Onnx.Benchmarks)" "$(program Gan.Onnx.Benchmarks.Torch)" "$reference" "$threads" "$rounds" "$seconds" \
  "$sections" "$data" "$results" ${presets[@]+"${presets[@]}"}
dotnet "$tables" "$reference" "$threads" "$rounds" "$seconds" "$sections" "$results"

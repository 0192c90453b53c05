#!/usr/bin/env bash
# Runs a program of the unpacked bundle with CUDA's libraries found for it:
#   scripts/gpu/gan-onnx.sh serve [SETTING]…        the server: --Device=cuda --Model:Path=runs/mlp --urls http://0.0.0.0:8080
#   scripts/gpu/gan-onnx.sh benchmarks VERB …       the benchmarks
#   scripts/gpu/gan-onnx.sh COMMAND …               what trains: doctor, presets, train, sample, evaluate …
set -euo pipefail
bundle=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$bundle/scripts/gpu/libraries.sh"
find_openssl "$bundle/openssl"
find_cuda
export ORT_DISABLE_TELEMETRY=1 GAN_ONNX_CACHE=${GAN_ONNX_CACHE:-$bundle/cache}
case ${1:-} in
  serve) shift; exec "$bundle/app/Gan.Onnx.Serving" "$@" ;;
  benchmarks) shift; exec "$bundle/app/Gan.Onnx.Benchmarks" "$@" ;;
  *) exec "$bundle/app/Gan.Onnx.Training" "$@" ;;
esac

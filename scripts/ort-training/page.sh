#!/usr/bin/env bash
# Puts everything into a folder that the page of training/docs/browser needs to train `mlp` in a browser: the page, npm's
# onnxruntime-web 1.19.2 with its JavaScript mended, fresh artifacts, and MNIST.
#   scripts/ort-training/page.sh [--data DIR] [--help] DIR
# Then serve it, for example so:
#   node scripts/ort-training/serve.mjs DIR 8090
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/ort-training/install.sh"

data=() folder=
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --data) [[ $# -ge 2 ]] || mistake "$1 needs a value."; data=(--data "$2"); shift ;;
    -*) mistake "unknown option '$1'; known: --data, --help." ;;
    *) [[ -z $folder ]] || mistake "one folder is expected, found '$folder' and '$1'."; folder=$1 ;;
  esac
  shift
done
[[ -n $folder ]] || mistake "a folder is expected."
need dotnet node npm gzip

install_runtime
build training
export GAN_ONNX_BUILT=1
mkdir -p "$folder"/{artifacts,data,ort-training,runtime}
cp "$root"/training/docs/browser/{index.html,style.css,page.mjs,worker.mjs} "$folder"
cp "$root"/scripts/ort-training/{checkpoint,mlp,random,session}.mjs "$folder/ort-training"
cp "$runtime"/{ort.training.mended.mjs,ort-training-wasm-simd-threaded.mjs,ort-training-wasm-simd-threaded.wasm} "$folder/runtime"
"$root/scripts/gan.sh" artifacts --preset mlp --output "$folder/artifacts"
images=$("$root/scripts/gan.sh" data ${data[@]+"${data[@]}"} | sed -n 's/^MNIST is complete in //p')/train-images-idx3-ubyte
if [[ -f $images ]]; then gzip -c "$images" >"$folder/data/train-images-idx3-ubyte.gz"; else cp "$images.gz" "$folder/data"; fi
echo "$folder is ready. node scripts/ort-training/serve.mjs $folder 8090 serves it."

#!/usr/bin/env bash
# Runs the engine of `train --engine ort-training` with the real runtime under it (onnxruntime-web 1.19.2 in Node.js, a process a network)
# beside our engine, on small presets: the same losses and parameters. Its C# interface alone is not run so; that takes the package
# Microsoft.ML.OnnxRuntime.Training.
#   scripts/ort-training/engine.sh [--help]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$here/install.sh"

while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    *) mistake "unknown option '$1'; known: --help." ;;
  esac
done
need npm node
install_runtime
build tests/Gan.Onnx.Training.Tests
dotnet test "$root/tests/Gan.Onnx.Training.Tests" --configuration "$configuration" --no-build --nologo \
  --filter FullyQualifiedName~RealRuntimeTests -- xUnit.Explicit=only

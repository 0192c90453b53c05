#!/usr/bin/env bash
# The training program's command line: scripts/gan.sh train --preset mlp
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: built already, do not build again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
exec dotnet run --configuration "${CONFIGURATION:-Release}" --project "$root/training" ${GAN_ONNX_BUILT:+--no-build} -- "$@"

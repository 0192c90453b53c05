#!/usr/bin/env bash
# The training program's command line: scripts/gan.sh train --preset mlp
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: built already, do not build again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/build.sh"
build training
# Not `dotnet run`, which thinks for a second before it starts a program that is built.
exec dotnet "$(program Gan.Onnx.Training)" "$@"

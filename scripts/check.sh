#!/usr/bin/env bash
# What every change must pass: restore, format, build, tests.
#   scripts/check.sh
# CONFIGURATION: Release (default) or Debug.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
configuration=${CONFIGURATION:-Release}

dotnet restore Gan.Onnx.sln
dotnet format Gan.Onnx.sln --verify-no-changes --no-restore
dotnet build Gan.Onnx.sln --no-restore --configuration "$configuration"
dotnet test Gan.Onnx.sln --no-build --configuration "$configuration"

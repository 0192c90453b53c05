#!/usr/bin/env bash
# Has PyTorch export networks and small modules as ONNX files, reads them, and compares outputs and gradients with PyTorch's own.
#   scripts/exports/run.sh [--help] [NAME…]
#
#   NAME          files, as the table names them (default: all)
#   --help        this text
#
# Each file is read as a graph of its own, for any batch where it allows that, and as a network of a preset in training. The table names the
# tensor that differs most, relative to its largest element; up to 1e-4 is right.
# Needs PyTorch and onnx: on Debian, apt-get install python3-torch libopenblas0-pthread python3-onnx.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the tests are built already, do not build them again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/python.sh"
only_operands "$@"
need dotnet
find_python torch "python3-torch libopenblas0-pthread python3-onnx"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build tests/Gan.Onnx.Training.Tests
"$PYTHON" "$root/scripts/exports/export.py" "$work" "$@"

# The test writes the table, whatever comes of it.
status=0
GAN_ONNX_EXPORTS=$work dotnet test "$root/tests/Gan.Onnx.Training.Tests" --configuration "$configuration" --no-build --nologo \
  --filter FullyQualifiedName~ExportedModelsTests >"$work/log" 2>&1 || status=$?
if [[ ! -f $work/table.txt ]]; then
  cat "$work/log"
  exit 1
fi
cat "$work/table.txt"
failed=$(grep -c '^FAILED' "$work/table.txt" || true)
echo "$(($(wc -l <"$work/table.txt") - failed)) passed, $failed failed"
exit "$status"

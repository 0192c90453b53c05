#!/usr/bin/env bash
# Trains two short runs and opens their report.html in headless Chromium (Debian's package chromium): no complaint on the console, no
# request, slider, charts, keyboard, a phone's width, light and dark.
#   scripts/report-page/check.sh [--help] [PICTURES_DIR]     (keeps screenshots there)
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
only_operands "$@"
need dotnet /usr/bin/chromium

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build training
export GAN_ONNX_BUILT=1
"$root/scripts/gan.sh" train --preset mlp --steps 1500 --classifier "$root/models/classifier" --run "$work/mlp" >/dev/null
"$root/scripts/gan.sh" train --preset gaussian-1d --epochs 30 --run "$work/gaussian-1d" >/dev/null

export REPORT_IMAGES=$work/mlp REPORT_NUMBERS=$work/gaussian-1d REPORT_PICTURES=''
if [[ $# -gt 0 ]]; then
  mkdir -p "$1"
  REPORT_PICTURES=$(cd "$1" && pwd)
fi
dotnet test "$root/tests/Gan.Onnx.Browser.Tests" --configuration "$configuration" --filter FullyQualifiedName~ReportPageTests

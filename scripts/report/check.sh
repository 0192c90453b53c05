#!/usr/bin/env bash
# Trains two short runs and opens their report.html in headless Chromium (Debian's package chromium): no complaint on the console, no
# request, slider, charts, keyboard, a phone's width, light and dark.
#   scripts/report/check.sh [PICTURES_DIR]     (keeps screenshots there)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
[ -x /usr/bin/chromium ] || { echo "/usr/bin/chromium does not exist, and the pages are opened in it. Install Debian's package: apt-get install chromium" >&2; exit 2; }
configuration=${CONFIGURATION:-Release}
export DOTNET_CLI_TELEMETRY_OPTOUT=1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -n "${GAN_ONNX_BUILT:-}" ] || dotnet build --configuration "$configuration" "$root/training" --verbosity quiet
export GAN_ONNX_BUILT=1
"$root/scripts/gan.sh" train --preset mlp --steps 1500 --classifier "$root/models/classifier" --run "$work/mlp" >/dev/null
"$root/scripts/gan.sh" train --preset gaussian-1d --epochs 30 --run "$work/gaussian-1d" >/dev/null

export REPORT_IMAGES=$work/mlp REPORT_NUMBERS=$work/gaussian-1d REPORT_PICTURES=
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    REPORT_PICTURES=$(cd "$1" && pwd)
fi
dotnet test "$root/tests/Gan.Onnx.Browser.Tests" --configuration "$configuration" --filter FullyQualifiedName~ReportPageTests

#!/usr/bin/env bash
# How many small slips in the code the tests notice: dotnet-stryker changes one expression at a time and runs the tests that reach it.
#   scripts/mutation/run.sh [--only GLOB]… [--tests FILTER] [--output DIR] [--at-least PERCENT] [--help] PROGRAM
#
# PROGRAM is `training` or `serving`; training.json and serving.json beside this script name the folders in which a slip costs most.
# Works on a copy of the tracked files as they are now. Takes hours, so CI does not run it. Prints a table by folder and every slip
# that no test noticed.
#
#   --only GLOB           just these files, such as 'Batching/*.cs'; may be given several times
#   --tests FILTER        only these tests, in the words of `dotnet test --filter`: quicker, and the score a lower bound
#   --output DIR          where report and copy go (default artifacts/mutation/PROGRAM)
#   --at-least PERCENT    fail below this score (default 85)
#   --help                this text
#
# The copy's tests run on xUnit 2: Stryker activates its changes inside the test host, and xUnit 3's tests run in another process
# (stryker-net issue 3117), so that there every change would seem to go unnoticed. What xUnit 2 cannot compile is replaced, or left
# out: the tests against ONNX's own models and on ONNX Runtime Training.
# The texts of messages are not changed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"

stryker=5.1.0 xunit=2.9.3 xunit_runner=3.1.5
program='' output='' least=85 tests_filter='' only=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --only | --tests | --output | --at-least) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    -*) mistake "unknown option '$1'; known: --only, --tests, --output, --at-least, --help." ;;
    training | serving) [[ -z $program ]] || mistake "one program at a time."; program=$1; shift; continue ;;
    *) mistake "expected training or serving, found '$1'." ;;
  esac
  case $1 in
    --only) only+=("$2") ;;
    --tests) tests_filter=$2 ;;
    --output) output=$2 ;;
    --at-least) expect_number "$1" "$2"; least=$2 ;;
  esac
  shift 2
done
[[ -n $program ]] || mistake "which program: training or serving?"
need dotnet git tar
output=$(realpath -m "${output:-$root/artifacts/mutation/$program}")

tool=$root/artifacts/mutation/stryker-$stryker
[[ -x $tool/dotnet-stryker ]] || dotnet tool install dotnet-stryker --version "$stryker" --tool-path "$tool"

tree=$output/tree
rm -rf "$tree"
mkdir -p "$tree"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | tar -c --null --files-from=- --ignore-failed-read) |
  tar -x -C "$tree"

# A package is named by all of its attributes, so that a line which changed makes this fail rather than be passed over.
swap() {
  grep -q "$2" "$1" || { echo "${0##*/}: $1 has no '$2' any more." >&2; exit 1; }
  sed -i "s|$2|$3|" "$1"
}
packages=$tree/Directory.Packages.props
swap "$packages" '<PackageVersion Include="xunit.v3.mtp-off" Version="[^"]*"' "<PackageVersion Include=\"xunit\" Version=\"$xunit\""
swap "$packages" '\(<PackageVersion Include="xunit.runner.visualstudio" Version="\)[^"]*"' "\1$xunit_runner\""
tests=$tree/tests/Gan.Onnx.${program^}.Tests
swap "$tests/Gan.Onnx.${program^}.Tests.csproj" '<PackageReference Include="xunit.v3.mtp-off" />' \
  '<PackageReference Include="xunit" /><Using Include="Xunit.Abstractions" />'
cat >"$tests/TestContext.cs" <<CS
namespace Gan.Onnx.${program^}.Tests;

/// <summary>What xUnit 2 does not have: no test is cancelled there.</summary>
internal sealed class TestContext
{
    public static TestContext Current { get; } = new();

    public CancellationToken CancellationToken => CancellationToken.None;
}
CS
rm -f "$tests/Graphs/Reading/BackendModelsTests.cs" "$tests/Artifacts/Sessions/RealRuntimeTests.cs"

arguments=(--config-file "$tree/scripts/mutation/$program.json" --output "$output" --skip-version-check
  --concurrency "$(getconf _NPROCESSORS_ONLN)")
if [[ -n $tests_filter ]]; then arguments+=(--test-case-filter "$tests_filter"); fi
for glob in ${only[@]+"${only[@]}"}; do arguments+=(--mutate "$glob"); done
(cd "$tests" && "$tool/dotnet-stryker" "${arguments[@]}")
dotnet "$(csharp_program scripts/mutation/table.cs)" "$output/reports/mutation-report.json" "$least"

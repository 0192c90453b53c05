#!/usr/bin/env bash
# What every change must pass: restore, format, length of lines, build, tests; and the C# programs among the scripts build.
#   scripts/check.sh [--help]
# CONFIGURATION: Release (default) or Debug.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
only_operands "$@"

dotnet restore "$root/Gan.Onnx.sln"
# The order of imports, and blanks; all else of the style is the build's to see.
dotnet format style "$root/Gan.Onnx.sln" --verify-no-changes --no-restore --diagnostics IMPORTS &
imports=$!
dotnet format whitespace "$root" --folder --exclude "$root/artifacts" --verify-no-changes
wait "$imports"
"$root/scripts/lines.sh"
dotnet build "$root/Gan.Onnx.sln" --no-restore --configuration "$configuration"
# The other files of these programs have no first line of that kind.
for file in $(cd "$root" && grep -l "^#!" scripts/*/*.cs); do csharp_program "$file"; done
dotnet test "$root/Gan.Onnx.sln" --no-build --configuration "$configuration"

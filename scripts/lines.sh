#!/usr/bin/env bash
# Lists the lines of code that are longer than 140 characters, each as FILE:LINE; exit code 1 if there are any.
#   scripts/lines.sh [--help]
# Looks at the tracked .cs, .sh, .props and .csproj files. Characters count, not bytes: many lines hold ×, → or ∂.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
only_operands "$@"
cd "$root"
export LC_ALL=C.UTF-8

# git grep ends with 0 if it found a line, 1 if it found none, and more if it could not look, which must not pass for finding none.
status=0
found=$(git grep -nE '.{141}' -- '*.cs' '*.sh' '*.props' '*.csproj') || status=$?
case $status in
  0) cut -d: -f1,2 <<<"$found"; echo "lines.sh: the lines above are longer than 140 characters. Wrap them." >&2; exit 1 ;;
  1) ;;
  *) exit "$status" ;;
esac

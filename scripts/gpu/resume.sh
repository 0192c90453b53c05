#!/usr/bin/env bash
# A run that stops halfway and goes on must end with the bits of one that never stopped:
#   resume.sh PROGRAM FOLDER STEPS [OPTION of train]…
# Prints a finding, as the check's other probes do.
set -euo pipefail
program=$1 folder=$2 steps=$3
shift 3
half=$((steps / 2))
"$program" train --run "$folder/whole" --steps "$steps" --evaluations 0 "$@" >&2
"$program" train --run "$folder/parts" --steps "$half" --evaluations 0 "$@" >&2
"$program" train --resume "$folder/parts" --steps "$steps" --evaluations 0 >&2
same=true files=0
for file in "$folder"/whole/checkpoint/*.safetensors "$folder/whole/generator.onnx"; do
  files=$((files + 1))
  cmp "$file" "$folder/parts/${file#"$folder/whole/"}" >&2 || same=false
done
printf '{"table":"resumed","options":"%s","steps":%d,"files":%d,"ok":%s}\n' "$*" "$steps" "$files" "$same"

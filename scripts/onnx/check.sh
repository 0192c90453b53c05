#!/usr/bin/env bash
# Writes every preset's graphs with `inspect` and checks each file with onnx.checker and strict shape inference.
#   scripts/onnx/check.sh [--help] [PRESET…]
# Needs Python's onnx: on Debian, apt-get install python3-onnx.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/python.sh"
only_operands "$@"
need dotnet
find_python onnx python3-onnx

presets=("$@")
if [[ ${#presets[@]} -eq 0 ]]; then
  for file in "$root"/training/Presets/*.json; do presets+=("$(basename "$file" .json)"); done
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build training
export GAN_ONNX_BUILT=1

# A broken file must be found, or the check would prove nothing.
"$PYTHON" - "$work/broken.onnx" <<'PY'
import sys
from onnx import TensorProto, helper, save
x, y = (helper.make_tensor_value_info(name, TensorProto.FLOAT, [2, width]) for name, width in (("x", 3), ("y", 5)))
graph = helper.make_graph([helper.make_node("Relu", ["x"], ["y"])], "broken", [x], [y])
save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), sys.argv[1])
PY
if "$PYTHON" "$root/scripts/onnx/check.py" "$work/broken.onnx" >/dev/null; then
  echo "a graph whose output has the wrong shape passed the check" >&2
  exit 1
fi

files=()
for preset in "${presets[@]}"; do
  "$root/scripts/gan.sh" inspect --preset "$preset" --output "$work/$preset" >/dev/null
  for graph in discriminator_step generator_step discriminator_optimizer generator_optimizer generator; do
    if [[ ! -f $work/$preset/$graph.onnx ]]; then
      echo "inspect --preset $preset wrote no $graph.onnx" >&2
      exit 1
    fi
  done
  files+=("$work/$preset"/*.onnx)
done
"$PYTHON" "$root/scripts/onnx/check.py" "${files[@]}"

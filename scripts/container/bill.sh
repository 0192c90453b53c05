# shellcheck shell=bash
# Sourced by check.sh: bills of materials (CycloneDX, JSON) of what was built in a stage's folder. Needs `root`, `work` and `bills`.
#   bill TARGET PROJECT   BILLS/gan-onnx-TARGET.cdx.json: the NuGet packages of the project, as that build restored them
#   bill_names NAME TARGET
# shellcheck disable=SC2154 # they are set by check.sh.
bill_tool=$root/artifacts/tools/cyclonedx-6.3.1

bill() {
  [[ -x $bill_tool/dotnet-CycloneDX ]] ||
    dotnet tool install --tool-path "$bill_tool" CycloneDX --version 6.3.1 >"$work/bill.log" 2>&1 || { cat "$work/bill.log" >&2; return 1; }
  "$bill_tool/dotnet-CycloneDX" "$work/$1/$2" --base-intermediate-output-path "$work/$1/artifacts/obj" --disable-package-restore \
    --no-serial-number --output-format Json --output "$bills" --filename "gan-onnx-$1.cdx.json" --set-name "gan-onnx-$1" \
    --set-version "$(sed -nE 's/^ARG VERSION=(.*)$/\1/p' "$root/Dockerfile")" >"$work/bill.log" 2>&1 ||
    { tail "$work/bill.log" >&2; return 1; }
}

bill_names() { grep -qE "\"name\": *\"$1\"" "$bills/gan-onnx-$2.cdx.json"; }

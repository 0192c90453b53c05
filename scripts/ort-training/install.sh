# shellcheck shell=bash
# Sourced by the scripts of this folder; needs `root`.
#   install_runtime   fetches npm's onnxruntime-web 1.19.2, checked against package-lock.json, unless it is here, and mends its JavaScript;
#                     sets `runtime` to the folder of its files
# shellcheck disable=SC2154 # root is set by whoever sources this.
install_runtime() {
  local here=$root/scripts/ort-training
  runtime=$here/node_modules/onnxruntime-web/dist
  if [[ ! -d $runtime ]]; then
    (cd "$here" && npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error)
  fi
  [[ -f $runtime/ort.training.mended.mjs ]] || node "$here/mended.mjs" "$runtime"
}

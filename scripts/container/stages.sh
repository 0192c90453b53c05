# shellcheck shell=bash
# Sourced by check.sh: does what stages of the Dockerfile say, in a folder and without an engine. Needs `root`, `work` and `image`.
#   make_context            what `docker build .` sends: `context`
#   build_stage STAGE DIR   the stage and those that it is made from; what they put into /out and /data lies in DIR/out and DIR/data
# shellcheck disable=SC2154 # they are set by check.sh.

make_context() {
  local line
  context=$work/context
  mkdir "$context"
  # shellcheck disable=SC2016 # it is for the other shell.
  (cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 sh -c 'for f; do [ ! -e "$f" ] || echo "$f"; done' sh |
    tar --create --files-from - | tar --extract --directory "$context")
  while read -r line; do
    [[ -z $line || $line == [#!]* || $line == *'*'* ]] || rm -rf "${context:?}/$line"
  done <"$root/.dockerignore"
}

# Of a folder its content, as Docker does it.
copy() {
  local from file to=${!#}
  [[ $to != */ && $# -eq 2 && -f $context/$1 ]] || mkdir -p "$to"
  for from in "${@:1:$#-1}"; do
    # shellcheck disable=SC2086 # a pattern such as Directory.*.props.
    for file in "$context"/$from; do
      if [[ -d $file ]]; then cp -r "$file/." "$to"; else cp "$file" "$to"; fi
    done
  done
}

# The one that is asked for has nothing, unless this machine has MNIST already.
copy_from() {
  local cache=${GAN_ONNX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/gan-onnx}
  [[ $1 == mnist ]] || { echo "COPY --from=$1: not known here" >&2; return 1; }
  mkdir -p "$3"
  [[ ! -d $cache/mnist ]] || cp -rL "$cache/mnist" "$3"
}

workdir() { :; }

build_stage() {
  local steps
  mkdir -p "$2"
  steps=$(dotnet "$image" steps "$root" "$1" | sed -E "s#(^|[ =])/(out|data)#\1$2/\2#g") || return 1
  (
    set -e
    cd "$2"
    eval "$steps"
  ) >"$2.log" 2>&1 || { tail -n 20 "$2.log" >&2; return 1; }
}

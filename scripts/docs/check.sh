#!/usr/bin/env bash
# Runs the commands of the documentation, and looks at its links. Each `sh` block of README.md, CONTRIBUTING.md, the tool's page and the
# pages in training/docs and serving/docs is run line by line, each page in a fresh copy of the repository's files. A line that ends badly
# fails.
#   scripts/docs/check.sh [--help] [PAGE…]        (default: all pages)
#
# Some rules make it short. They change arguments of the programs and nothing else; scripts/docs/dotnet.sh holds them:
#   - Programs are built once, here, not by each `dotnet run`.
#   - What trains does so for three iterations, or to six in all where it goes on, without evaluations on the way.
#   - `train-classifier` sees each image once.
#   - `evaluate` takes 100 samples, and trains no classifier on generated images; `sample` draws 600 images at most.
#   - A server listens at a free port in place of 8080, and `http://localhost:8080` in a later command is that one. A page that asks a
#     server without starting one gets one with the shipped model and small ones called fashion and emoji.
#   - `my-pictures` is a folder of noise in ten classes, and `fashion-mnist` is the beginning of MNIST.
# What cannot run here is listed in scripts/docs/rules.sh, and printed with its reason.
#
# The C# of README.md must be that of its package's page, which scripts/packages/check.sh runs.
# Then every Markdown file is looked at (scripts/docs/pages.cs): relative links, anchors and images exist, the index pages list all pages,
# and every message that a page of troubleshooting quotes is in the sources.
# Fetches MNIST unless it is there. The last line counts: N passed, N failed, N skipped.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: both programs are built already, do not build them again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"
source "$root/scripts/docs/rules.sh"
only_operands "$@"
need dotnet curl git tar awk timeout
cd "$root"
pages=("$@")
if [[ ${#pages[@]} -eq 0 ]]; then pages=(README.md CONTRIBUTING.md training/Tool/README.md training/docs/*.md serving/docs/*.md); fi
for page in "${pages[@]}"; do [[ -f $page ]] || mistake "there is no page '$page'."; done
build serving training

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
real=$(command -v dotnet)
export DOCS_DOTNET=$real DOCS_TRAINING DOCS_SERVING
DOCS_TRAINING=$(program Gan.Onnx.Training)
DOCS_SERVING=$(program Gan.Onnx.Serving)

# The copy is of what git carries, changed or not, and of new files that it does not ignore.
files() { git -C "$root" ls-files --cached --others --exclude-standard; }
mkdir "$work/copy" "$work/bin"
mapfile -t carried < <(files | while read -r file; do [[ ! -e $root/$file ]] || echo "$file"; done)
printf '%s\n' "${carried[@]}" | tar -C "$root" -cf - -T - | tar -C "$work/copy" -xf -
cp "$root/scripts/docs/dotnet.sh" "$work/bin/dotnet"
ln -s dotnet "$work/bin/gan"
printf 'fail\nsilent\nshow-error\nmax-time = 60\n' >"$work/.curlrc"
cache=${GAN_ONNX_CACHE:-$HOME/.cache/gan-onnx}
# Noise in ten classes.
dotnet "$(csharp_program scripts/pictures/make.cs)" "$work/noise" 250 32
for picture in "$work"/noise/0/*.png; do
  class=$work/my-pictures/$(($(basename "$picture" .png) % 10))
  mkdir -p "$class"
  mv "$picture" "$class"
done
dotnet "$DOCS_TRAINING" data >"$work/data.log" || { cat "$work/data.log" >&2; exit 1; }

# beginning FILE COUNT HEADER ITEM: so many items of one of MNIST's files. How many there are stands in bytes 5 to 8.
beginning() {
  local whole=$work/whole
  gzip -dcf "$cache/mnist/$1"* >"$whole"
  {
    head -c 4 "$whole"
    printf '\0\0\'"$(printf %o $(($2 / 256)))"'\'"$(printf %o $(($2 % 256)))"
    tail -c +9 "$whole" | head -c $(($3 - 8 + $2 * $4)) || true
  } >"$work/fashion-mnist/$1"
  rm "$whole"
}
mkdir "$work/fashion-mnist"
beginning train-images-idx3-ubyte 2000 16 784
beginning train-labels-idx1-ubyte 2000 8 1
beginning t10k-images-idx3-ubyte 1000 16 784
beginning t10k-labels-idx1-ubyte 1000 8 1

# The lines of a page's sh blocks; a line that ends in a backslash goes on.
commands_of() {
  awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && NF' "$1" | sed -e ':join' -e '/\\$/ { N; s/\\\n *//; b join' -e '}'
}

serves() {
  [[ $1 == *"--project serving"* || $1 == *"gan serve"* || $1 == *scripts/run.sh* ]] && [[ $1 != *"-- --help"* && $1 != *"-- --version"* ]]
}
# Ends the page where the server does not come up.
start() {
  stop_all
  address=''
  start_server "$work/server.log" bash -c "exec $1"
  processes=("$server")
}

note() { echo "$1" >>"$work/counts"; printf '%-8s%s\n' "$2" "$3"; }
run_line() {
  local page=$1 line=$2 status=0
  if serves "$line"; then
    start "$line"
  else
    if [[ $line == *http://localhost:8080* && -z $address ]]; then
      start "dotnet run --project serving -- --Models:Folder=$PWD/small"
    fi
    eval "${line//http:\/\/localhost:8080/$address}" >"$work/output" 2>&1 </dev/null || status=$?
  fi
  if [[ $status -eq 0 ]]; then
    note passed ok "$page: $line"
  else
    note failed FAILED "$page: $line (exit code $status)"
    tail -n 5 "$work/output"
  fi
}

run_page() {
  local page=$1 line reason commands
  commands=$(commands_of "$root/$page")
  [[ -n $commands ]] || return 0
  mkdir -p "$work/page"
  cp -r "$work/copy/." "$work/page"
  (
    trap stop_all EXIT
    cd "$work/page"
    address=''
    export PATH=$work/bin:$PATH CURL_HOME=$work GAN_ONNX_BUILT=1
    mkdir -p small
    make_given "$page" >"$work/output" 2>&1 || { note failed FAILED "$page: what it takes for granted"; tail -n 5 "$work/output"; }
    while read -r line; do
      reason=$(reason_to_skip "$page" "$line")
      if [[ -n $reason ]]; then note skipped skipped "$page: $line ($reason)"; else run_line "$page" "$line"; fi
    done <<<"$commands"
    true
  ) || note failed FAILED "$page: it ended before its last command"
  rm -rf "$work/page"
}

: >"$work/counts"
for page in "${pages[@]}"; do run_page "$page"; done

# The program in C# that scripts/packages/check.sh compiles and runs.
program_of() { awk '/^```csharp/ { on = 1; next } /^```/ { if (on) exit } on' "$root/$1"; }
same_program() {
  if [[ -n $(program_of "$1") && $(program_of "$1") == "$(program_of "$2")" ]]; then
    note passed ok "$1: its C# is that of $2"
  else
    note failed FAILED "$1: its C# is not that of $2"
  fi
}
same_program README.md serving/Generation/README.md

counted() { grep -c "^$1$" "$work/counts" || true; }
passed=$(counted passed) failed=$(counted failed) skipped=$(counted skipped)
looked=$(csharp_program scripts/docs/pages.cs)
dotnet "$looked" "$root" "${carried[@]}" | tee "$work/pages.log" || true
read -r more fewer < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/pages.log")
echo "$((passed + ${more:-0})) passed, $((failed + ${fewer:-1})) failed, $skipped skipped"
[[ $((failed + ${fewer:-1})) -eq 0 && $passed -gt 0 ]]

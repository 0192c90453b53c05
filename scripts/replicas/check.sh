#!/usr/bin/env bash
# Two servers behind nginx (Debian's package nginx-light): both give the same bytes; one is killed, both are replaced one after the other,
# and the model's files are replaced, all under load, of which nothing may be lost or mixed; then nginx as a cache before them.
#   scripts/replicas/check.sh [--help]
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
# Training that is ended and goes on (train --resume-or-start, code 75, the same bytes) is tested in SignalTests.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
only_operands "$@"
nginx=/usr/sbin/nginx
need dotnet curl awk "$nginx"

work=$(mktemp -d)
declare -A port process
finish() {
  processes=("${process[@]}")
  stop_all
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
build serving
load=$(csharp_program scripts/replicas/load.cs)
variant=$(csharp_program scripts/soak/variant.cs)
# Folders of one name, which is the model's.
old=$work/old/mine new=$work/new/mine shared=$work/shared/mine
mkdir -p "$old" "$shared"
cp "$root"/models/default/{generator.onnx,manifest.json} "$old"
dotnet "$variant" "$old" "$new"
cp "$new"/* "$shared"

# Below the ports that the system gives to connections, so that one stays free while its server is replaced.
free_port() {
  local number
  while number=$((20000 + RANDOM % 12000)); do
    (: <"/dev/tcp/127.0.0.1/$number") 2>/dev/null || { echo "$number"; return; }
  done
}
port[other]=0 port[first]=$(free_port) port[second]=$(free_port) port[nginx]=$(free_port)
first=http://127.0.0.1:${port[first]} second=http://127.0.0.1:${port[second]} proxy=http://127.0.0.1:${port[nginx]}

start_replica() {
  start_server "$work/$1.log" dotnet "$(program Gan.Onnx.Serving)" \
    --urls "http://127.0.0.1:${port[$1]}" "--Model:Path=$2" --Models:PollSeconds=0.5
  process[$1]=$server
}
# end_replica NAME SIGNAL: gives its exit code
end_replica() {
  local number=${process[$1]}
  unset "process[$1]"
  kill "-$2" "$number"
  { wait "$number"; } 2>/dev/null
}
replace() { end_replica "$1" TERM && start_replica "$1" "$2"; }

start_replica first "$old"
start_replica second "$old"
sed -e "s|WORK|$work|" -e "s|PORT|${port[nginx]}|" -e "s|FIRST|${port[first]}|" -e "s|SECOND|${port[second]}|" \
  "$root/scripts/replicas/nginx.conf" >"$work/nginx.conf"
"$nginx" -c "$work/nginx.conf" -p "$work" >"$work/nginx.log" 2>&1 </dev/null &
process[nginx]=$!
curl --silent --output /dev/null --retry 50 --retry-delay 0 --retry-connrefused "$proxy/healthz/ready" ||
  { cat "$work/nginx.log" "$work/error.log" >&2; echo "nginx did not start" >&2; exit 1; }

# Status, version, tag and SHA-256 of sixteen pictures.
pictures() { dotnet "$load" "$1" once | cut -d' ' -f2-; }
begin_load() {
  dotnet "$load" "$proxy" >"$work/answers" 2>"$work/load.log" </dev/null &
  process[load]=$!
  until grep -qs sending "$work/load.log"; do
    kill -0 "${process[load]}" || exit 1
    sleep 0.1
  done
}
# end_load EXPECTED…: whether each answer was one of those
end_load() {
  end_replica load TERM || return 1
  awk '{ of[$2 " of version " substr($3, 1, 8)] += $1 } END { for (kind in of) print "        " of[kind] " times " kind }' "$work/answers"
  cat "$@" >"$work/expected"
  cut -d' ' -f2- "$work/answers" | grep -vxFf "$work/expected" >"$work/unexpected" || true
  head -n 5 "$work/unexpected" >&2
  [[ -s $work/answers && ! -s $work/unexpected ]]
}
has_answers_of() { grep -qFf <(cut -d' ' -f2 "$1" | head -n 1) "$work/answers"; }
serves() { [[ $(curl --silent "$1/digits?seed=1" --output /dev/null --write-out '%header{x-model-version}') == "$2" ]]; }

pictures "$first" >"$work/first"
check "the first replica answers" test "$(grep -c '^200 ' "$work/first")" -eq 16
check "both replicas give the same bytes and tags" cmp "$work/first" <(pictures "$second")
check "and the same through nginx" cmp "$work/first" <(pictures "$proxy")
source "$root/scripts/replicas/cache.sh"
check_cache

begin_load
sleep 1
end_replica first KILL || true
sleep 1
check "a replica that is killed loses no request" end_load "$work/first"
start_replica first "$old"

# The new model is known by what a server of its own says of it.
start_replica other "$new"
pictures "$address" >"$work/other"
check "another version is other pictures" test "$(grep -cxFf "$work/first" "$work/other")" -eq 0
end_replica other TERM || true
begin_load
sleep 0.5
check "a replica that is replaced ends with 0" replace first "$shared"
check "and so does the other" replace second "$shared"
sleep 0.5
check "meanwhile every answer is one version's, and none is lost" end_load "$work/first" "$work/other"
check "and there were some of each" eval 'has_answers_of "$work/first" && has_answers_of "$work/other"'
check_cache_after_update

begin_load
for file in generator.onnx manifest.json; do cp "$old/$file" "$shared/$file.tmp"; done
for file in generator.onnx manifest.json; do mv "$shared/$file.tmp" "$shared/$file"; done
old_version=$(cut -d' ' -f2 "$work/first" | head -n 1)
both_serve_old() {
  for _ in $(seq 100); do
    serves "$first" "$old_version" && serves "$second" "$old_version" && return
    sleep 0.1
  done
  return 1
}
check "a model in a folder that both watch is taken by both" both_serve_old
check "meanwhile every answer is one version's, and none is lost" end_load "$work/first" "$work/other"
check "and there were some of each" eval 'has_answers_of "$work/first" && has_answers_of "$work/other"'

end_replica first TERM || true
end_replica second TERM || true
check "pinned pictures outlive the servers" held
report_checks

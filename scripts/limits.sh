#!/usr/bin/env bash
# The server in a small container: mixed requests under a limit of memory and processor time, all of which must be answered with 200.
#   scripts/limits.sh [--megabytes N] [--processors P] [--duration S] [--clients N] [--help]
#
#   --megabytes N     memory, of 1024 kB times 1024 (default 128)
#   --processors P    processor time a second (default 0.5)
#   --duration S      how long requests are sent, in seconds (default 20)
#   --clients N       that ask at once (default 4)
#   --help            this text
#
# The limits are those of a control group (version 2 or 1, as root), else of systemd-run; else memory is only measured, and says so.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/server.sh"

megabytes=128 processors=0.5 duration=20 clients=4
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --megabytes | --processors | --duration | --clients) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --megabytes, --processors, --duration, --clients, --help." ;;
  esac
  case $1 in
    --megabytes) expect_whole "$1" "$2"; megabytes=$2 ;;
    --processors) expect_number "$1" "$2"; processors=$2 ;;
    --duration) expect_whole "$1" "$2"; duration=$2 ;;
    --clients) expect_whole "$1" "$2"; clients=$2 ;;
  esac
  shift 2
done
limit=$((megabytes * 1024 * 1024))
need dotnet curl awk

work=$(mktemp -d)
groups=()
finish() {
  local group
  stop_all
  for group in ${groups[@]+"${groups[@]}"}; do rmdir "$group" 2>/dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT

build serving

# A group below the one that this script is in, of a version 1 controller, so that limits above stay in force.
group_of() { echo "/sys/fs/cgroup/$1$(awk -F: -v name="$1" '$2 == name { print $3 }' /proc/self/cgroup)/gan-onnx-limits-$$"; }
make_group() { mkdir "$1" 2>/dev/null && groups+=("$1"); }

# Sets 'enforced', 'peak_file', 'start' and, where there is one, 'group_memory'.
enforced='' peak_file='' group_memory='' start=(env)
has_version_2() { [[ -f /sys/fs/cgroup/cgroup.controllers ]] && grep -q memory /sys/fs/cgroup/cgroup.subtree_control; }
if has_version_2 && make_group "/sys/fs/cgroup/gan-onnx-limits-$$"; then
  group_memory=${groups[0]}
  echo "$limit" >"$group_memory/memory.max"
  echo 0 >"$group_memory/memory.swap.max" 2>/dev/null || true
  awk -v p="$processors" 'BEGIN { printf "%d 100000\n", p * 100000 }' >"$group_memory/cpu.max"
  peak_file=$group_memory/memory.peak
  enforced="memory and processor time, by a version 2 control group"
elif [[ -d /sys/fs/cgroup/memory && -d /sys/fs/cgroup/cpu ]] && make_group "$(group_of memory)" && make_group "$(group_of cpu)"; then
  group_memory=${groups[0]}
  echo "$limit" >"$group_memory/memory.limit_in_bytes"
  echo 100000 >"${groups[1]}/cpu.cfs_period_us"
  awk -v p="$processors" 'BEGIN { printf "%d\n", p * 100000 }' >"${groups[1]}/cpu.cfs_quota_us"
  peak_file=$group_memory/memory.max_usage_in_bytes
  enforced="memory and processor time, by version 1 control groups"
elif command -v systemd-run >/dev/null && systemd-run --scope --quiet true 2>/dev/null; then
  quota=$(awk -v p="$processors" 'BEGIN { print p * 100 }')
  start=(systemd-run --scope --quiet -p "MemoryMax=$limit" -p MemorySwapMax=0 -p "CPUQuota=$quota%")
  enforced="memory and processor time, by systemd-run"
else
  start=(env "DOTNET_GCHeapHardLimit=$(printf '0x%x' $((limit * 3 / 4)))" taskset -c 0)
  enforced="the managed heap only, and one whole processor: no control group can be made here, so memory is measured, not limited"
fi
echo "$megabytes MB, $processors processors. Enforced: $enforced."

serve() {
  for group in ${groups[@]+"${groups[@]}"}; do echo "$BASHPID" >"$group/cgroup.procs"; done
  exec "${start[@]}" dotnet "$(program Gan.Onnx.Serving)" --urls http://127.0.0.1:0 "--Model:Path=$root/models/default"
}
start_server "$work/server.log" serve
processes=("$server")

paths=(
  '/digits' '/digits?count=1' '/digits?count=100' '/digits?count=16&seed=7&scale=4' '/digits?count=100&scale=7&invert=true'
  '/digits/12345.png?seed=3'
  '/digits?format=json&count=100' '/digits?format=npy&count=50' '/digits?count=9&digit=3,1,4&truncation=0.7&padding=2'
  '/digits/text/2026-11-24?scale=2' '/digits/interpolation?from=1&to=2' '/digits/interpolation?from=3&to=4&frames=60&count=9&scale=2'
  '/digits/interpolation?from=1&to=2&frames=20&count=4&format=json' '/models' '/healthz/ready' '/metrics'
)
round=()
for path in "${paths[@]}"; do round+=(-o /dev/null "$address$path"); done
ask() {
  local until=$((SECONDS + duration))
  while ((SECONDS < until)); do
    curl -sS --max-time 60 -w '%{http_code} %{time_total} %{url_effective}\n' "${round[@]}" || true
  done >>"$work/answers.$1" 2>>"$work/errors.$1"
}
asking=()
for client in $(seq "$clients"); do
  ask "$client" &
  asking+=($!)
done
wait "${asking[@]}"

cat "$work"/answers.* >"$work/answers"
cat "$work"/errors.* >"$work/errors"
answers=$(wc -l <"$work/answers")
good=$(grep -c '^200 ' "$work/answers" || true)
slowest=$(awk '$2 > slowest { slowest = $2 } END { print slowest }' "$work/answers")
own=$(awk '/^RssAnon/ { print $2 }' "/proc/$server/status" 2>/dev/null || echo 0)
if [[ -n $peak_file && -r $peak_file ]]; then
  peak=$(cat "$peak_file")
  peak_of="the group, file cache included"
else
  peak=$(awk '/^VmHWM/ { print $2 * 1024 }' "/proc/$server/status" 2>/dev/null || echo 0)
  peak_of="the process, its libraries included"
fi
echo "$good of $answers answers were 200; the slowest took $slowest s."
echo "At most $((peak / 1024 / 1024)) MB were used at once by $peak_of; at the end the process has $((own / 1024)) MB of its own."

has_no_error() { [[ ! -s $work/errors ]]; }
is_within() { ((own > 0 && peak > 0 && peak <= limit)); }
was_killed() {
  [[ -n $group_memory ]] || return 1
  grep -hE '^oom_kill [1-9]' "$group_memory/memory.events" "$group_memory/memory.oom_control" 2>/dev/null | grep -q .
}
was_not_killed() { kill -0 "$server" 2>/dev/null && ! was_killed; }
least=$((clients * ${#paths[@]}))
check "there were answers to at least one round of ${#paths[@]} requests by each of $clients clients" test "$answers" -ge "$least"
check "every answer was 200" test "$good" -eq "$answers"
check "no connection failed" has_no_error
check "the server was not killed for want of memory" was_not_killed
check "no more than $megabytes MB were used" is_within
kill -TERM "$server"
check "the server stops cleanly" wait "$server"
processes=()
grep -v '^200 ' "$work/answers" | sort | uniq -c | sort -rn | head -n 5 >&2 || true
head -n 5 "$work/errors" >&2

report_checks

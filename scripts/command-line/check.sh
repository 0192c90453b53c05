#!/usr/bin/env bash
# The training program as a process of its own where things go wrong around it: full disks and outputs, signals at any moment, few
# columns, a terminal that is closed; and torchvision reads what `sample --format idx` writes.
#   scripts/command-line/check.sh [--help]
# Needs python3-torchvision (Debian). What needs a small file system of its own is only done as root.
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the training program is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/python.sh"
only_operands "$@"
need dotnet env nohup find head mount umount
find_python torchvision python3-torchvision
build training
program=$(program Gan.Onnx.Training)

work=$(mktemp -d)
cleanup() {
  cd /
  umount "$work/small" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
mkdir small

gan() { dotnet "$program" "$@" >out 2>err; }
quick() { gan train --preset gaussian-1d --steps 3 "$@"; }
ends_with() { local expected=$1 status=0; shift; "$@" || status=$?; [[ $status -eq $expected ]]; }
one_line() { [[ $(wc -l <err) -eq 1 ]] && grep -q "^error: .*$1" err && ! grep -q '^   at ' err; }
no_leftovers() { [[ -z $(find "$work" -name '*.tmp') ]]; }

small_disk() {
  mount -t tmpfs -o "size=$1,nr_inodes=$2" tmpfs small || { echo "this container cannot mount" >&2; return 1; }
}

if [[ $(id -u) -eq 0 ]] && small_disk 2m 100 2>/dev/null; then
  head -c 2000000 /dev/zero >small/fill
  check "a full disk ends the run with 1" ends_with 1 quick --run small/run
  check "and says so" one_line 'No space left on device'
  rm small/fill
  check "the same command works once there is room" quick --run small/run
  head -c 10000000 /dev/zero >small/fill 2>/dev/null || true
  check "a disk that fills up later ends the run with 1" ends_with 1 gan train --resume small/run --steps 100000
  check "and says how it goes on" one_line 'go on with: train --resume small/run'
  mount -o remount,ro small
  check "a read-only disk is refused with 2" ends_with 2 gan train --resume small/run --steps 6
  check "and is not taken for another process" one_line 'Read-only file system'
  mount -o remount,rw small
  rm small/fill
  check "the run goes on once there is room" gan train --resume small/run --steps 6
  umount small
  small_disk 2m 2
  mkdir small/run
  check "a disk without inodes is refused with 2" ends_with 2 quick --run small/run
  check "and is not taken for another process, either" one_line 'No space left on device'
  umount small
else
  echo "not root, or no right to mount: nothing is said of full and read-only disks"
fi

full_output() { dotnet "$program" "$@" >/dev/full 2>err; }
check "a full output ends with 2" ends_with 2 full_output presets
check "and is told in a line" one_line 'standard output cannot be written: No space left on device'
check "progress on a full output ends no run" ends_with 2 full_output train --preset gaussian-1d --minutes 0.2 --run full
check "and the run is whole" test -s full/generator.onnx
full_error() { dotnet "$program" presets --none 2>/dev/full; }
check "a full error output leaves the exit code" ends_with 2 full_error
closed_output() { dotnet "$program" presets >&- 2>err; }
check "a closed output ends with 2" ends_with 2 closed_output
first_line() { dotnet "$program" train --preset gaussian-1d --steps 200 --run piped 2>err | head -n 1 >out; }
check "a reader that leaves ends no run" first_line
check "which is whole, too" test -s piped/generator.onnx

nowhere() { (mkdir gone && cd gone && rmdir ../gone && dotnet "$program" "$@" >../out 2>../err); }
check "a working folder that was removed is no hindrance to commands that need none" nowhere presets
check "and is named by those that do" ends_with 2 nowhere train --preset gaussian-1d --steps 1
check "in a line with the cure" one_line 'the working folder does not exist any more'

quick_twice() {
  dotnet "$program" train --preset gaussian-1d --steps 3 >one &
  dotnet "$program" train --preset gaussian-1d --steps 3 >two
  wait $!
}
check "two runs at once end well" quick_twice
check "each in a folder of its own" test "$(find runs -name generator.onnx | wc -l)" -eq 2

# stopped SIGNAL SECONDS WORDS…: whatever the moment, the program ends by itself within its patience and leaves nothing half-written.
stopped() {
  local signal=$1 moment=$2 status=0 process
  shift 2
  env --default-signal dotnet "$program" "$@" >out 2>err &
  process=$!
  sleep "$moment"
  kill -s "$signal" "$process" 2>/dev/null || true
  wait "$process" 2>/dev/null || status=$?
  # 129, 130 and 143: the signal came before the program was up.
  [[ " 0 1 129 130 143 " == *" $status "* ]] && no_leftovers
}
number=0
for moment in 0.3 0.7 1.5; do
  for signal in INT HUP TERM; do
    number=$((number + 1))
    for words in "sample --model $root/models/default --count 3000 --format idx" "inspect --preset dcgan-notebook" \
      "artifacts --preset mlp" "export --run full"; do
      # shellcheck disable=SC2086 # words are several.
      check "$signal after $moment s: ${words%% *} leaves nothing half-written" stopped "$signal" "$moment" $words --output "x$number"
      rm -rf "x$number"
    done
  done
done

ignored() {
  local status=0
  nohup dotnet "$program" train --preset gaussian-1d --minutes 0.1 --run nohup >out 2>err &
  sleep 3
  kill -s HUP $!
  wait $! || status=$?
  [[ $status -eq 0 ]] && ! grep -q 'Stopped' out
}
check "nohup keeps a run going" ignored

terminal() { "$PYTHON" "$root/scripts/command-line/terminal.py" "$@" >out; }
train_on() { terminal "$1" "$2" 8 dotnet "$program" train --preset gaussian-1d --steps 1000000 --run "width-$1"; }
fits() { awk -v columns="$1" '$1 == columns { seen = 1; if ($2 >= columns) bad = 1 } END { exit !seen || bad }' out; }
shows() { grep -qE "^$1 .*[0-9] %, [0-9:]+" out; }
check "100 columns become 40 while it trains" train_on 100 40
check "every line fits 100 columns" fits 100
check "every line fits 40 columns" fits 40
check "40 columns show percentage and time left" shows 40
check "20 columns do" train_on 20 20
check "percentage and time are in them" shows 20
check "every line fits them" fits 20
check "a run whose terminal is closed ends" terminal hang-up 4 dotnet "$program" train --preset gaussian-1d --steps 1000000 --run hung
check "with 0" grep -q '^exit code 0$' out
check "and has saved" grep -qE '"step": [1-9]' hung/checkpoint/state.json

gan sample --model "$root/models/default" --format idx --count 60 --output mnist
check "torchvision reads the samples" "$PYTHON" - mnist <<'P'
import sys
from torchvision.datasets import MNIST

train, test = MNIST(sys.argv[1]), MNIST(sys.argv[1], train=False)
assert (len(train), len(test)) == (60, 10), (len(train), len(test))
image, label = train[0]
assert image.size == (28, 28) and image.getextrema()[1] > 100 and label in range(10)
P

report_checks

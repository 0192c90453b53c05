#!/usr/bin/env bash
# Whether this project runs rightly and fast on this box's GPU, in a few minutes and by parts: 0 the machine and copies to the device,
# 1 every preset, 2 parity with the CPU, 3 speed beside PyTorch, 4 digits trained and scored, 5 serving.
#   scripts/gpu/check.sh [--output DIR] [--minutes 6] [--parts 0,1,2,3,4,5] [--cpu]
#   --output DIR    where report.md and report.json go, written anew after every probe (default: gpu-check; emptied first)
#   --minutes N     about how long everything may take; every part has its share, every probe a limit of its own
#   --parts LIST    some of the parts only
#   --train N       seconds that digits is trained for (default: a third of the time, 120 at most)
#   --cpu           the same with the CPU in the GPU's place: to see that the check itself works
# Runs from the unpacked bundle, or from a clone after `dotnet build -c Release` of training, serving and tests/Gan.Onnx.Benchmarks.
# PyTorch is compared with where $PYTHON, or a python3, has it. Ends with 0 if every probe passed. A probe that fails, crashes or takes
# too long is told in the report and stops nothing else.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
here=$root/scripts/gpu
source "$here/libraries.sh"
mistake() { echo "check.sh: $1" >&2; exit 2; }

output=gpu-check minutes=6 parts=0,1,2,3,4,5 device=cuda train=
while [[ $# -gt 0 ]]; do
  case $1 in
    --help | -h) sed -n '2,/^set /{/^set /d;s/^# \?//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    --cpu) device=cpu; shift; continue ;;
    --output | --minutes | --parts | --train) [[ $# -ge 2 ]] || mistake "$1 needs a value." ;;
    *) mistake "unknown option '$1'; known: --output, --minutes, --parts, --train, --cpu, --help." ;;
  esac
  case $1 in
    --output) output=$2 ;;
    --minutes)
      [[ $2 =~ ^[1-9][0-9]*$ ]] || mistake "--minutes expects a whole number from 1, found '$2'."
      minutes=$2
      ;;
    --parts)
      [[ $2 =~ ^[0-5](,[0-5])*$ ]] || mistake "--parts expects numbers from 0 to 5 with commas between them, found '$2'."
      parts=$2
      ;;
    --train)
      [[ $2 =~ ^[1-9][0-9]*$ ]] || mistake "--train expects a whole number of seconds from 1, found '$2'."
      train=$2
      ;;
  esac
  shift 2
done

# In the bundle the programs lie in one folder; in a clone each where it was built.
program() { if [[ -d $root/app ]]; then echo "$root/app/$1"; else echo "$root/artifacts/bin/$1/release/$1"; fi; }
training=$(program Gan.Onnx.Training) serving=$(program Gan.Onnx.Serving) benchmarks=$(program Gan.Onnx.Benchmarks)
for file in "$training" "$serving" "$benchmarks"; do
  [[ -x $file ]] || mistake "$file is missing. Unpack the bundle (sh unpack.sh), or build training, serving and tests/Gan.Onnx.Benchmarks."
done
export ORT_DISABLE_TELEMETRY=1
# Threads of PyTorch that spin take the processor from those that work.
export OMP_WAIT_POLICY=passive
[[ ! -d $root/cache ]] || export GAN_ONNX_CACHE=${GAN_ONNX_CACHE:-$root/cache}
mnist=${GAN_ONNX_CACHE:-$HOME/.cache/gan-onnx}/mnist
mkdir -p "$output" && output=$(cd "$output" && pwd) || mistake "'$output' cannot be made."
rm -rf "$output"/{probes,runs,machine.txt,report.md,report.json}
mkdir -p "$output/probes" "$output/runs"
cd "$root" || exit
ulimit -c 0

[[ ! -d $root/openssl ]] || find_openssl "$root/openssl"
cuda_missing=
[[ $device == cpu ]] || find_cuda
python=
for candidate in "${PYTHON:-}" python3 /usr/bin/python3 /opt/*/bin/python3 /opt/*/.venv/bin/python3; do
  if [[ -n $candidate ]] && "$candidate" -c 'import torch' 2>/dev/null; then
    python=$candidate
    break
  fi
done
card() { nvidia-smi --query-gpu=name,driver_version,memory.total,memory.used --format=csv,noheader 2>/dev/null; }
processor() { sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1; }
memory() { awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo; }
{
  echo "commit: $(cat "$root/commit" 2>/dev/null || git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)"
  echo "device: $device$([[ $device == cuda ]] || echo ', in place of a GPU')"
  echo "card, driver, memory: $(card || echo 'nvidia-smi tells of none')"
  echo "system: $(uname -sr), $(nproc) processors ($(processor)), $(memory)"
  echo "library path: ${LD_LIBRARY_PATH:-not set}"
  echo "CUDA libraries missing: ${cuda_missing:-none}"
  echo "PyTorch: ${python:-none found, so there is no comparison with it}"
} | tee "$output/machine.txt"
[[ -z $cuda_missing ]] || echo "check.sh: CUDA needs what is missing; probes will fail, and doctor says what to install." >&2

# Training takes a third of the time, two minutes at most, and scoring three quarters of one; the other parts share the rest. What a part
# leaves over is for those after it.
total=$((minutes * 60))
trained=${train:-$((total / 3 < 120 ? total / 3 : 120))}
rest=$((total - trained - 45 > total / 2 ? total - trained - 45 : total / 2))
planned=($((rest * 5 / 100 + 5)) $((rest * 13 / 100)) $((rest * 20 / 100)) $((rest * 44 / 100)) $((trained + 45)) $((rest * 18 / 100)))
begin=$SECONDS number=0 part=0 deadline=0
chosen=0
for part in ${parts//,/ }; do chosen=$((chosen + planned[part])); done
start_part() {
  local until=0 earlier
  part=$1
  [[ ,$parts, == *,$part,* ]] || return 1
  for earlier in $(seq 0 "$part"); do
    [[ ,$parts, != *,$earlier,* ]] || until=$((until + planned[earlier]))
  done
  deadline=$((begin + total * until / chosen))
  echo "== part $part, until $((deadline - begin)) s"
}

# probe LIMIT NAME COMMAND…: runs it for at most that many seconds, and not beyond the part's end.
probe() {
  begin_probe "$2"
  attempt "$@"
  write_report
}

# beside LIMIT NAME COMMAND…: the same, with others of its kind at the same time; where nothing is timed.
beside() {
  begin_probe "$2"
  while [[ $(jobs -rp | wc -l) -ge $width ]]; do wait -n; done
  attempt "$@" &
}
meet() { wait && write_report; }
begin_probe() {
  name=$(printf '%03d-%s' "$number" "$1")
  number=$((number + 1))
}

attempt() {
  local limit=$1 file=$output/probes/$name status started seconds
  shift 2
  echo "$*" >"$file.command"
  [[ $((deadline - SECONDS)) -ge $limit ]] || limit=$((deadline - SECONDS))
  if [[ $limit -lt 2 ]]; then
    echo "$part 77 0 0" >"$file.status"
    echo "   $name: no time left"
    return
  fi
  started=$(date +%s%N)
  timeout --kill-after=10 "$limit" "$@" >"$file.out" 2>"$file.err" </dev/null
  status=$?
  seconds=$(awk -v nanoseconds=$(($(date +%s%N) - started)) 'BEGIN { printf "%.1f", nanoseconds / 1e9 }')
  echo "$part $status $seconds $limit" >"$file.status"
  echo "   $name: $(outcome "$file"), $seconds s"
}
# outcome FILE: ok, 'no time left', or what is wrong.
outcome() {
  local status
  read -r _ status _ <"$1.status"
  case $status in
    0) if grep -q '"ok":false' "$1.out"; then echo 'NOT OK'; else echo ok; fi ;;
    77) echo 'no time left' ;;
    *) echo "exit code $status" ;;
  esac
}
outcomes() { for file in "$output"/probes/*.status; do outcome "${file%.status}"; done; }
write_report() { timeout 20 "$benchmarks" gpu report --results "$output" >/dev/null || echo "   the report could not be written"; }
# As many at the same time as the GPU has 4 GB for, or the processor two cores.
width=$(($(nproc) / 2 > 1 ? $(nproc) / 2 : 1))
if [[ $device == cuda ]]; then
  free=$(nvidia-smi --query-gpu=memory.free --format=csv,noheader,nounits 2>/dev/null | head -n 1)
  [[ ! $free =~ ^[0-9]+$ || $((free / 4000)) -ge $width ]] || width=$((free / 4000 > 1 ? free / 4000 : 1))
fi
gpu() { echo "$benchmarks" gpu "$1" --device "$device"; }

presets=(gaussian-1d mlp vanilla mlp-dropout digits digits-quick dcgan-notebook dcgan-notebook-repaired resize-conv)
dcgan=$root/scripts/bench/presets/dcgan.json
data=()
[[ ! -d $mnist ]] || data=(--data "$mnist")
model=$root/models/default

if start_part 0; then
  probe 30 doctor "$training" doctor
  probe 20 copies $(gpu copies)
  [[ $device == cpu || -z $python ]] || probe 30 ceilings "$python" "$here/torch_ceilings.py"
fi

if start_part 1; then
  for preset in "${presets[@]}" "$dcgan"; do
    beside 40 "iteration-$(basename "$preset" .json)" $(gpu iteration) --preset "$preset" "${data[@]}"
  done
  meet
fi

if start_part 2; then
  strict=()
  [[ $device == cpu ]] || strict=(--device cuda --deterministic on --tf32 off)
  beside 40 resume-mlp "$here/resume.sh" "$training" "$output/runs/resume-mlp" 20 --preset mlp "${data[@]}" "${strict[@]}"
  steps=20
  [[ $device == cuda ]] || steps=3
  for preset in "${presets[@]}"; do
    beside 60 "parity-$preset" $(gpu parity) --preset "$preset" --steps "$steps" "${data[@]}"
  done
  beside 60 resume-digits "$here/resume.sh" "$training" "$output/runs/resume-digits" 6 --preset digits "${data[@]}" "${strict[@]}"
  meet
fi

if start_part 3; then
  seconds=$(awk -v minutes="$minutes" 'BEGIN { print minutes / 12 }')
  # speed NAME PRESET [OPTION]…: ours, then PyTorch.
  speed() {
    local name=$1 preset=$2 forms=(--device cuda --forms eager,graph --tf32 on)
    shift 2
    local common=(--workload "$name" --seconds "$seconds" --threads "$(nproc)" "${data[@]}" "$@")
    probe 45 "speed-$name" $(gpu speed) --preset "$preset" "${common[@]}"
    [[ -n $python ]] || return 0
    [[ $preset == *.json ]] || preset=$root/training/Presets/$preset.json
    [[ $device == cuda ]] || forms=(--device cpu --forms eager --tf32 off)
    probe 45 "torch-$name" "$python" "$here/torch_speed.py" "$preset" "${forms[@]}" "${common[@]}"
  }
  for round in 1 2; do
    speed dcgan-64 "$dcgan" --batch 64
    speed dcgan-512 "$dcgan" --batch 512
    for preset in mlp vanilla digits; do speed "$preset" "$preset"; done
    if [[ $round == 1 ]]; then
      for preset in gaussian-1d mlp-dropout dcgan-notebook dcgan-notebook-repaired resize-conv digits-quick; do
        speed "$preset" "$preset"
      done
      if [[ $device == cuda && -n $python ]]; then
        for batch in 64 512; do
          probe 60 "torch-compiled-$batch" "$python" "$here/torch_speed.py" "$dcgan" --batch "$batch" --workload "dcgan-$batch" \
            --forms compiled --tf32 on --seconds "$seconds" "${data[@]}"
        done
      fi
    fi
    # A second round in what is left of the time, if that is worth it.
    [[ $((deadline - SECONDS)) -ge $((total / 10)) ]] || break
  done
fi

if start_part 4; then
  training_minutes=$(awk -v seconds="$trained" 'BEGIN { print seconds / 60 }')
  probe $((trained + 30)) train-digits "$training" train --preset digits --device "$device" --minutes "$training_minutes" \
    --evaluations 0 --run "$output/runs/digits" "${data[@]}"
  probe 15 samples "$training" sample --model "$output/runs/digits" --count 64 --force --output "$output/samples.png"
  probe 60 evaluate "$training" evaluate --model "$output/runs/digits" --samples 2000 --no-train-on-fake \
    --json "$output/runs/evaluation.json" --force "${data[@]}"
  probe 15 trained "$benchmarks" gpu trained --run "$output/runs/digits" --evaluation "$output/runs/evaluation.json"
  probe 30 digits-on-two-cores "$benchmarks" gpu speed --device cpu --threads 2 --preset digits --workload 'digits on two cores' \
    --seconds 3 "${data[@]}"
fi

if start_part 5; then
  seconds=$(awk -v minutes="$minutes" 'BEGIN { print minutes / 10 }')
  serve=(--server "$serving" --model "$model")
  probe 60 images $(gpu images) "${serve[@]}"
  probe 45 serving $(gpu serving) "${serve[@]}" --seconds "$seconds"
  probe 30 pressure $(gpu pressure) "${serve[@]}" --seconds 1
  probe 45 serving-on-one-core "$benchmarks" gpu serving --device cpu --threads 1 "${serve[@]}" --seconds "$seconds"
fi

failures=$(outcomes | grep -vcx -e ok -e 'no time left') left_out=$(outcomes | grep -cx 'no time left')
echo "check.sh: $number probes, $failures failed, $left_out left out, $((SECONDS - begin)) s; $output/report.md"
[[ $failures -eq 0 && $left_out -eq 0 ]]

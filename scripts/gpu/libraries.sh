# Sourced: puts libraries on LD_LIBRARY_PATH, wherever they are.
#   find_openssl DIR   adds DIR where the system has no OpenSSL, which .NET computes SHA-256 with
#   find_cuda          CUDA's; sets `cuda_missing` to those found nowhere, with spaces between them; empty when all are there
# Looked for in this order: where the loader looks anyway, /usr/local/cuda*/, then inside any Python's site-packages/nvidia/*/lib, where
# PyTorch's wheels for CUDA 13 put them.
CUDA_LIBRARIES='libcuda.so.1 libcudart.so.13 libcublas.so.13 libcublasLt.so.13 libcurand.so.10 libcudnn.so.9'

loader_has() {
  local folder path=${LD_LIBRARY_PATH:-}
  { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep "^[[:space:]]*$1 " >/dev/null && return 0
  while IFS= read -r folder; do
    [[ -z $folder || ! -e $folder/$1 ]] || return 0
  done <<<"${path//:/$'\n'}"
  return 1
}

find_openssl() {
  loader_has libssl.so.3 || loader_has libssl.so.1.1 || export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$1"
}

# Prints folders that may hold the libraries, best first.
cuda_folders() {
  local python folder
  printf '%s\n' /usr/local/cuda/lib64 /usr/local/cuda-13*/lib64 /usr/local/nvidia/lib64 /usr/local/nvidia/lib
  printf '%s\n' /usr/lib/x86_64-linux-gnu /usr/lib64
  for python in "${PYTHON:-python3}" python3 /usr/bin/python3 /opt/*/bin/python3 /opt/*/.venv/bin/python3; do
    command -v "$python" >/dev/null 2>&1 || continue
    "$python" - <<'PYTHON' 2>/dev/null || true
import site, sys
from pathlib import Path

for packages in [*site.getsitepackages(), site.getusersitepackages(), *sys.path]:
    for folder in sorted(Path(packages or ".").glob("nvidia/*/lib")):
        print(folder)
PYTHON
  done
}

find_cuda() {
  local library folder folders
  folders=$(cuda_folders)
  cuda_missing=
  for library in $CUDA_LIBRARIES; do
    loader_has "$library" && continue
    while IFS= read -r folder; do
      if [[ -e $folder/$library ]]; then
        # Behind what is there: a driver's libraries must not be hidden by those of a wheel.
        export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder"
        continue 2
      fi
    done <<<"$folders"
    cuda_missing+="${cuda_missing:+ }$library"
  done
  # cuDNN opens its other libraries by name, and they need CUDA's compiler at run time.
  for library in libnvrtc.so.13 libcudnn_graph.so.9; do
    loader_has "$library" && continue
    while IFS= read -r folder; do
      if [[ -e $folder/$library ]]; then
        export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$folder"
        break
      fi
    done <<<"$folders"
  done
}

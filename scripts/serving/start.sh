# Sourced by scripts that drive a server.
#   start_server LOG COMMAND…   starts it in the background; sets `server` to its process and `address` to where it listens, which
#                               its log must say (port 0 is the way to a free port); ends the script with 1 if it never does
#   serving_program             prints the path of our server's program, as built by build_serving
#   build_serving               builds it, unless GAN_ONNX_BUILT says that this was done
# CONFIGURATION: Release (default) or Debug.

serving_program() { echo "$root/artifacts/bin/Gan.Onnx.Serving/$(tr '[:upper:]' '[:lower:]' <<<"${CONFIGURATION:-Release}")/Gan.Onnx.Serving.dll"; }

build_serving() {
  [[ -n ${GAN_ONNX_BUILT:-} ]] || dotnet build "$root/serving" --configuration "${CONFIGURATION:-Release}" --nologo --verbosity quiet -clp:NoSummary >&2
}

start_server() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null &
  server=$!
  for _ in $(seq 300); do
    address=$(grep -oE 'http://127\.0\.0\.1:[1-9][0-9]*' "$log" | tail -n 1) || true
    [[ -z $address ]] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  kill "$server" 2>/dev/null || true
  cat "$log" >&2
  echo "the server did not start: $*" >&2
  exit 1
}

# shellcheck shell=bash
# Sourced by scripts that drive a server.
#   start_server LOG COMMAND…   starts it in the background; sets `server` to its process and `address` to where it listens, which
#                               its log must say (port 0 is the way to a free port); ends the script with 1 if it never does
#   stop_server                 tells it to end, and gives its exit code
#   stop_all                    ends every process in `processes` and waits for it
processes=()

start_server() {
  local log=$1
  shift
  # The address of the one before must not be found.
  : >"$log"
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

stop_server() {
  kill -TERM "$server" && wait "$server"
}

stop_all() {
  local process
  for process in ${processes[@]+"${processes[@]}"}; do kill "$process" 2>/dev/null || true; done
  for process in ${processes[@]+"${processes[@]}"}; do wait "$process" 2>/dev/null || true; done
  processes=()
}

#!/usr/bin/env bash
# What the server makes of the mistakes of an operator and of a poor host: one line and exit code 2, or a start all the same.
#   scripts/start-up.sh [--help]
#
# Each check is a process of its own, as an operator would start it. Those that need a user namespace of their own (unshare), another
# user (setpriv) or a certificate (openssl) are left out, and said so, where these are not to be had.
#
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/build.sh"
only_operands "$@"
need dotnet curl timeout prlimit

work=$(mktemp -d)
live=''
finish() {
  [[ -z $live ]] || kill -9 "$live" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
build serving
# A copy, whose settings file is spoilt.
cp -r "$(dirname "$(program Gan.Onnx.Serving)")" "$work/program"
server=(dotnet "$work/program/Gan.Onnx.Serving.dll" --Shutdown:DelaySeconds=0 "--Model:Path=$root/models/default")
somewhere=(--urls http://127.0.0.1:0)

# refuses WHAT LINE COMMAND…: ends with 2 and one line that holds LINE
refuses() {
  local what=$1 line=$2 status=0
  shift 2
  timeout -k 1 30 "$@" >"$work/output" 2>"$work/error" </dev/null || status=$?
  is_refused() {
    [[ $status -eq 2 && $(wc -l <"$work/error") -eq 1 ]] && grep -qF -- "$line" "$work/error" && ! grep -q '^   at ' "$work/output"
  }
  check "$what is told in one line" is_refused
  is_refused || { echo "  code $status:" && head -n 3 "$work/error"; } >&2
}

# starts WHAT COMMAND…: listens, and ends with 0 when it is told to
starts() {
  local what=$1 process status=0
  shift
  # What the one before said must not be taken for what this one says.
  : >"$work/output"
  "$@" >"$work/output" 2>"$work/error" </dev/null &
  process=$!
  for _ in $(seq 150); do
    grep -q 'Application started' "$work/output" && break
    kill -0 "$process" 2>/dev/null || break
    sleep 0.2
  done
  kill -TERM "$process" 2>/dev/null || true
  wait "$process" || status=$?
  has_started() { [[ $status -eq 0 ]] && grep -q 'Application started' "$work/output"; }
  check "$what starts" has_started
  has_started || { echo "  code $status:" && head -n 3 "$work/error"; } >&2
}

has() { command -v "$1" >/dev/null || { echo "left out: there is no $1"; return 1; }; }

refuses "a misspelt setting" "Did you mean 'Access:ApiKeys'?" "${server[@]}" "${somewhere[@]}" --ApiKeys=0123456789abcdef
refuses "a misspelt variable" "Did you mean 'Access:ApiKeys'?" env Acces__ApiKeys=0123456789abcdef "${server[@]}" "${somewhere[@]}"
refuses "an address without a scheme" "that is no address" "${server[@]}" --urls localhost:8080
refuses "an address with a path" "it has a path" "${server[@]}" --urls http://127.0.0.1:0/gan
refuses "a port too large" "ports go from 0 to 65535" "${server[@]}" --urls http://127.0.0.1:70000
refuses "an address of another machine" "this machine has no such address" "${server[@]}" --urls http://192.0.2.1:8080
refuses "https without a certificate" "without a certificate" "${server[@]}" --urls https://127.0.0.1:0
refuses "an endpoint without an address" "Kestrel:Endpoints:A:Url" env Kestrel__Endpoints__A__Protocols=Http1 "${server[@]}"
refuses "too few open files" "The limit on open files is 200" prlimit --nofile=200 "${server[@]}" "${somewhere[@]}"
for limit in 320 1024; do
  starts "a server that may open $limit files" prlimit --nofile=$limit "${server[@]}" "${somewhere[@]}"
done
if has openssl; then
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/certificate.pem" -days 2 -subj /CN=localhost 2>/dev/null
  openssl pkcs12 -export -out "$work/a.pfx" -inkey "$work/key.pem" -in "$work/certificate.pem" -passout pass:right
  secure=(env Kestrel__Endpoints__A__Url=https://127.0.0.1:0 "Kestrel__Endpoints__A__Certificate__Path=$work/a.pfx")
  refuses "a wrong certificate password" "certificate cannot be used" \
    "${secure[@]}" Kestrel__Endpoints__A__Certificate__Password=wrong "${server[@]}"
  starts "https with a certificate" "${secure[@]}" Kestrel__Endpoints__A__Certificate__Password=right "${server[@]}"
fi

while IFS='|' read -r line json; do
  printf '%s' "$json" >"$work/program/appsettings.json"
  refuses "appsettings.json with $json" "$line" "${server[@]}" "${somewhere[@]}"
done <<'JSON'
Expected depth to be zero|{ "Model":
Top-level JSON element must be an object|[]
does not contain any JSON tokens|
A duplicate key|{"Threads": 1, "threads": 2}
it is 'True'. Correct it in appsettings.json|{"Threads": true}
there is 'Threads:Count' below it|{"Threads": {"Count": 3}}
Did you mean 'Access:ApiKeys'|{"Acess": {"ApiKeys": "0123456789abcdef"}}
must be one of Trace, Debug|{"Logging": {"LogLevel": {"Default": "Loud"}}}
JSON
printf '{ /* a comment */ "Threads": 1, }' >"$work/program/appsettings.json"
starts "a settings file with a comment" "${server[@]}" "${somewhere[@]}"
cp "$root/serving/appsettings.json" "$work/program/appsettings.json"

socket=(--urls "http://unix:$work/socket")
"${server[@]}" "${socket[@]}" >/dev/null 2>&1 </dev/null &
live=$!
answers() {
  curl -sS --retry 30 --retry-delay 1 --retry-all-errors --unix-socket "$work/socket" http://localhost/healthz/ready 2>/dev/null |
    grep -q ready
}
check "a server on a Unix socket answers" answers
refuses "a Unix socket in use" "address already in use" "${server[@]}" "${socket[@]}"
check "the one that uses it goes on" answers
kill -9 "$live"
wait "$live" 2>/dev/null || true
live=''
starts "a server on the socket of a killed one" "${server[@]}" "${socket[@]}"

starts "a server without a home" env -u HOME TMPDIR=/nowhere "${server[@]}" "${somewhere[@]}"
# shellcheck disable=SC2016 # they are for the other shell.
if unshare -Urm true 2>/dev/null; then
  without_inotify='echo 0 >/proc/sys/user/max_inotify_instances && exec "$@"'
  starts "a server without inotify" unshare -Ur sh -c "$without_inotify" sh "${server[@]}" "${somewhere[@]}"
  without_tmp='mount --rbind "$1" /mnt && mount -t tmpfs -o ro none /tmp && shift && cd /mnt && exec "$@"'
  starts "a server without /tmp" unshare -Urm sh -c "$without_tmp" sh "$work/program" \
    dotnet /mnt/Gan.Onnx.Serving.dll --Shutdown:DelaySeconds=0 "${somewhere[@]}"
else
  echo "left out: there are no user namespaces"
fi

if [[ $EUID -eq 0 ]] && has setpriv; then
  chmod 711 "$work"
  mkdir -m 700 "$work/locked"
  cp -r "$work/program/models/default" "$work/locked/default"
  nobody=(setpriv --reuid 65534 --clear-groups dotnet "$work/program/Gan.Onnx.Serving.dll")
  refuses "a model that may not be read" "cannot be read" "${nobody[@]}" "${somewhere[@]}" "--Model:Path=$work/locked/default"
  refuses "a folder of models that may not be read" "that this user may read" \
    "${nobody[@]}" "${somewhere[@]}" "--Models:Folder=$work/locked"
  refuses "a Unix socket in a directory of others" "this user may not" "${nobody[@]}" --urls "http://unix:$work/nobody"
else
  echo "left out: only root can become somebody with fewer rights"
fi

full_stream() { "${server[@]}" --Threads=x >/dev/null 2>/dev/full; }
closed_stream() { "${server[@]}" --Threads=x >/dev/null 2>&-; }
ends_with_2() {
  local status=0
  "$1" || status=$?
  [[ $status -eq 2 ]]
}
check "a full error stream leaves the exit code" ends_with_2 full_stream
check "a closed error stream leaves the exit code" ends_with_2 closed_stream
report_checks

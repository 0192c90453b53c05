#!/usr/bin/env bash
# Puts nginx (Debian's package nginx-light) before the server: below a path, with and without word of it, with buffering on and off,
# kept connections, HTTP/2 and TLS to the client, as a cache, and with a rate limit; then opens the page and the API page below the path
# in headless Chromium.
#   scripts/proxy/check.sh [--help]
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
only_operands "$@"
nginx=/usr/sbin/nginx
need dotnet curl node openssl "$nginx" /usr/bin/chromium

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
build serving

serve() {
  start_server "$work/$1.log" dotnet "$(program Gan.Onnx.Serving)" \
    --urls http://127.0.0.1:0 "--Model:Path=$root/models/default" --Proxy:Known=127.0.0.1 "${@:2}"
  processes+=("$server")
}
serve open
open=$address
serve below --Proxy:BasePath=/below
below=$address
serve limited --Access:RequestsPerMinute=6
limited=$address

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=gan.example \
  -keyout "$work/key.pem" -out "$work/certificate.pem" 2>"$work/openssl.log"

# Starts nginx on two ports that happen to be free, and waits until it answers; it cannot choose them itself.
start_nginx() {
  local proxy
  port=$((20000 + RANDOM % 20000))
  sed -e "s|WORK|$work|" -e "s|PORT|$port|" -e "s|TLS|$((port + 1))|" \
    -e "s|OPEN|${open#http://}|" -e "s|BELOW|${below#http://}|" -e "s|LIMITED|${limited#http://}|" \
    "$root/scripts/proxy/nginx.conf" >"$work/nginx.conf"
  "$nginx" -c "$work/nginx.conf" -p "$work" >"$work/nginx.log" 2>&1 </dev/null &
  proxy=$!
  for _ in $(seq 50); do
    kill -0 "$proxy" 2>/dev/null || return 1
    if curl --silent --output /dev/null "http://127.0.0.1:$port/"; then
      processes+=("$proxy")
      return
    fi
    sleep 0.1
  done
  kill "$proxy"
  return 1
}
for _ in 1 2 3 4 5; do start_nginx && break; done
curl --silent --fail --output /dev/null "http://127.0.0.1:$port/gan/healthz/ready" ||
  { cat "$work/nginx.log" "$work/error.log" >&2; echo "nginx did not start" >&2; exit 1; }
proxy=http://127.0.0.1:$port
secure=https://127.0.0.1:$((port + 1))

status() { curl --silent --output /dev/null --write-out '%{http_code}' "$@"; }
header() { curl --silent --output /dev/null --dump-header - "${@:2}" | tr -d '\r' | sed -nE "s/^$1: (.*)$/\1/Ip"; }
is() { [[ $2 == "$1" ]] || { echo "expected '$1', found '$2'" >&2; return 1; }; }

# Every link of the page, followed from where the page is.
links_answer() {
  local link
  local -a links
  mapfile -t links < <(curl --silent "$1" | grep -oE '(href|src)="[^"]+"' | cut -d'"' -f2)
  [[ ${#links[@]} -ge 6 ]] || return 1
  for link in "${links[@]}"; do is 200 "$(status --location "$1$link")" || return 1; done
}

servers() { curl --silent "$1/openapi/v1.json" | node -p 'JSON.parse(require("fs").readFileSync(0)).servers?.[0].url ?? "none"'; }

for place in gan plain unbuffered below; do
  check "/$place/: all that the page links to answers" links_answer "$proxy/$place/"
  check "/$place/docs: is sent to its page below the path" \
    is "$proxy/$place/docs/index.html" "$(curl --silent --location --output /dev/null --write-out '%{url_effective}' "$proxy/$place/docs")"
done
check "/below: is sent to /below/, where relative links are right" \
  is "$proxy/below/?seed=7" "$(curl --silent --location --output /dev/null --write-out '%{url_effective}' "$proxy/below?seed=7")"
check "the API description names the path that the proxy names" is /gan "$(servers "$proxy/gan")"
check "and the one that is set" is /below "$(servers "$proxy/below")"
check "and none that it does not know of" is none "$(servers "$proxy/plain")"
check "a problem names the path as the client knows it" grep -q "'/gan/nothing'" <(curl --silent "$proxy/gan/nothing")

for query in 'seed=7' 'seed=7&count=100&scale=7' 'seed=7&format=json&count=100'; do
  curl --silent --fail "$open/digits?$query" --output "$work/direct"
  for place in gan unbuffered plain; do
    check "/$place/digits?$query: every byte arrives" cmp "$work/direct" <(curl --silent --fail "$proxy/$place/digits?$query")
  done
  check "over HTTP/2: /gan/digits?$query" cmp "$work/direct" <(curl --silent --fail --insecure --http2 "$secure/gan/digits?$query")
done
check "HTTP/2 it is" is 2 "$(curl --silent --insecure --http2 --output /dev/null --write-out '%{http_version}' "$secure/gan/digits?seed=7")"
check "HEAD over HTTP/2" is 200 "$(status --insecure --http2 --head "$secure/gan/digits?seed=7")"

tag=$(header ETag "$proxy/gan/digits?seed=7")
check "what the client holds is not sent again" is 304 "$(status --header "If-None-Match: $tag" "$proxy/gan/digits?seed=7")"

# Connections that the open server has had, the one of this question included.
connections() {
  curl --silent "$open/metrics" |
    awk '/^kestrel_(active_connections|connection_duration_seconds_count)\{/ { sum += $(NF - (NF > 2)) } END { print sum + 0 }'
}
more_connections() {
  local before
  before=$(connections)
  for _ in $(seq 20); do curl --silent --output /dev/null "$proxy/$1/models"; done
  echo $(($(connections) - before))
}
kept=$(more_connections gan) each=$(more_connections plain)
echo "connections for 20 requests: $kept kept, $each otherwise"
check "connections to the server are kept" test "$kept" -le 4
check "and counted: a proxy that keeps none makes one for each request" test "$each" -ge 20

version=$(curl --silent "$open/models" | node -p 'JSON.parse(require("fs").readFileSync(0)).models[0].version')
pinned="$proxy/cached/digits?seed=7&version=$version"
check "a cache asks for a pinned picture once" is MISS "$(header X-Cache "$pinned")"
check "and has it the next time" is HIT "$(header X-Cache "$pinned")"
check "with the tag that the server gave" is "$(header ETag "$open/digits?seed=7&version=$version")" "$(header ETag "$pinned")"
check "and tells who holds it" is 304 "$(status --header "If-None-Match: $(header ETag "$pinned")" "$pinned")"
check "another form is another answer to it" is application/json "$(header Content-Type --header 'Accept: application/json' "$pinned")"
check "and the first is still there" is image/png "$(header Content-Type "$pinned")"
for query in seed=7 count=1; do
  header X-Cache "$proxy/cached/digits?$query" >/dev/null
  check "it keeps nothing that may change: $query" is MISS "$(header X-Cache "$proxy/cached/digits?$query")"
done

ask() { for _ in 1 2 3 4 5 6 7; do status "$@" "$proxy/limited/models"; echo -n ' '; done; }
check "a client may send its burst" is '200 200 200 200 200 200 429 ' "$(ask --interface 127.0.0.2)"
check "a made-up address makes it nobody else" \
  is 429 "$(status --interface 127.0.0.2 --header 'X-Forwarded-For: 192.0.2.1' "$proxy/limited/models")"
check "another client has one of its own" is 200 "$(status --interface 127.0.0.3 "$proxy/limited/models")"

export PAGE_PICTURES='' PAGE_KEY=none PAGE_LOCKED_ADDRESS=none
for place in gan plain; do
  check "/$place/ in a browser" env "PAGE_ADDRESS=$proxy/$place/" dotnet test "$root/tests/Gan.Onnx.Browser.Tests" \
    --configuration "$configuration" --filter 'FullyQualifiedName~PlaygroundLink|FullyQualifiedName~PlaygroundApi'
done
report_checks

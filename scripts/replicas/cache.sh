# shellcheck shell=bash
# Sourced by check.sh: what a cache before the replicas keeps. Needs `proxy`, `first` and `second`.
# shellcheck disable=SC2154 # they are set by check.sh.

cache_says() { curl --silent --output /dev/null --write-out '%{http_code} %header{x-cache}' "$proxy/cdn$1"; }
is() { [[ $2 == "$1" ]] || { echo "expected '$1', found '$2'" >&2; return 1; }; }

# What both servers have counted of a metric, in lines that hold a text; a moment after the answers that it counts.
counted() {
  sleep 0.5
  curl --silent "$first/metrics" "$second/metrics" |
    awk -v name="$1" -v text="$2" 'index($0, name "{") == 1 && index($0, text) { sum += $(NF - (NF > 2)) } END { print sum + 0 }'
}
requests() { counted http_server_request_duration_seconds_count "http_route=\"/digits\""; }
confirmed() { counted http_server_request_duration_seconds_count "http_response_status_code=\"304\""; }
images() { counted gan_images_total ""; }

held() { is "200 HIT" "$(cache_says "$pinned")"; }

check_cache() {
  local before made
  pinned="/digits?seed=5&version=$(cut -d' ' -f2 "$work/first" | head -n 1)"
  check "what names a version is asked for once" is "200 MISS" "$(cache_says "$pinned")"
  before=$(requests)
  for _ in $(seq 20); do cache_says "$pinned"; echo; done >"$work/cached"
  check "and is there from then on, twenty times" is 20 "$(grep -cx '200 HIT' "$work/cached")"
  check "without a request to a server" is "$before" "$(requests)"
  check "the bytes are the server's" cmp <(curl --silent "$first$pinned") <(curl --silent "$proxy/cdn$pinned")

  check "what has a seed alone is kept, too" is "200 MISS" "$(cache_says '/digits?seed=5')"
  sleep 1.1
  before=$(confirmed) made=$(images)
  check "but asked about: it still holds" is "200 REVALIDATED" "$(cache_says '/digits?seed=5')"
  check "which the server says by 304" is "$((before + 1))" "$(confirmed)"
  check "and makes no image for" is "$made" "$(images)"

  for query in '/digits' '/digits?count=4' "/digits?version=${pinned##*=}" "/digits?seed=5&version=00000000"; do
    cache_says "$query" >/dev/null
    check "nobody keeps $query" is MISS "$(cache_says "$query" | cut -d' ' -f2)"
  done
}

# The servers have another model now.
check_cache_after_update() {
  check "after an update the pinned picture is still there" held
  check "and what has a seed alone is the new model's" \
    cmp <(curl --silent "$first/digits?seed=5") <(curl --silent "$proxy/cdn/digits?seed=5")
  check "which it is from then on" is "$(curl --silent "$first/models" | grep -oE '"version":"[0-9a-f]+"' | head -n 1 | cut -d'"' -f4)" \
    "$(curl --silent --output /dev/null --write-out '%header{x-model-version}' "$proxy/cdn/digits?seed=5")"
}

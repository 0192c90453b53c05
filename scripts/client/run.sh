#!/usr/bin/env bash
# Generates a TypeScript client from the OpenAPI document of a running server (openapi-typescript, openapi-fetch), compiles a program
# that uses every kind of route, and runs it, on an open server and on one that wants a key, and another one where classes have names;
# then spoils the program's type of a parameter, and a name, and expects the compiler to find that.
#   scripts/client/run.sh [--help]
# CONFIGURATION: Release (default) or Debug. GAN_ONNX_BUILT=1: the server is built already, do not build it again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/build.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
only_operands "$@"
need dotnet node npm curl

cd "$root/scripts/client"
if [[ ! -d node_modules/openapi-typescript ]]; then
  npm ci --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund --loglevel=error
fi

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
build serving
key=the-key-of-the-client-check

model=$root/models/default client=client.ts

# Sets 'address' to that of a new server of 'model' and makes a folder of what 'client' is compiled from.
serve() {
  start_server "$work/$1.log" dotnet "$(program Gan.Onnx.Serving)" \
    --urls http://127.0.0.1:0 "--Model:Path=$model" "${@:2}"
  processes+=("$server")
  mkdir "$work/$1"
  ln -s "$PWD/node_modules" "$work/$1/node_modules"
  cp "$client" package.json "$work/$1"
  curl --silent --fail "$address/openapi/v1.json" --output "$work/$1/openapi.json"
  node_modules/.bin/openapi-typescript "$work/$1/openapi.json" --output "$work/$1/api.ts" >"$work/$1/generate.log"
}

compile() {
  node_modules/.bin/tsc --project "$1"
}

for server_kind in open locked; do
  folder=$work/$server_kind
  if [[ $server_kind = open ]]; then serve open; else serve locked "--Access:ApiKeys=$key"; fi
  cp tsconfig.json "$folder"
  check "$server_kind: the client compiles" compile "$folder"
  arguments=("$address")
  if [[ $server_kind = locked ]]; then arguments+=("$key"); fi
  check "$server_kind: and works" node "$folder/out/client.js" "${arguments[@]}"
done

check "locked: the document says how a key is presented" node -e '
const { components, paths } = JSON.parse(require("node:fs").readFileSync(process.argv[1]));
const kinds = Object.values(components.securitySchemes).map(scheme => scheme.type);
process.exit(kinds.includes("apiKey") && kinds.includes("http") && paths["/digits"].get.security.length === 2 ? 0 : 1);
' "$work/locked/openapi.json"

"$root/scripts/playground/models.sh" "$work/models"
model=$work/models/fashion client=named.ts
serve named "--Models:Folder=$work/models"
cp tsconfig.json "$work/named"
check "named: the client compiles" compile "$work/named"
check "named: and works" node "$work/named/out/named.js" "$address"

# The check of the check: the compiler must notice.
sed -i "s/count: 3, seed: 7/count: 'three', seed: 7/" "$work/open/client.ts"
is_refused() {
  ! compile "$work/open" >"$work/refused.log" && grep -q "Type 'string' is not assignable to type 'number'" "$work/refused.log"
}
check "a parameter of the wrong type does not compile" is_refused
sed -i "s/'Sandal', 0/'Sandall', 0/" "$work/named/named.ts"
is_unknown() {
  ! compile "$work/named" >"$work/unknown.log" && grep -q '"Sandall"' "$work/unknown.log"
}
check "a name that no class has does not compile" is_unknown
report_checks

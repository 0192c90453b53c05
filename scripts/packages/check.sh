#!/usr/bin/env bash
# Packs the tool and the libraries, and uses each as somebody else would: installed from a local folder into an empty project, with a
# package folder of its own, so that nothing old is picked up. Runs the commands of training/docs/dotnet-packages.md.
#   scripts/packages/check.sh [--help]
# Fetches what the projects fetch, and MNIST, unless they are there already. Takes a minute.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
source "$root/scripts/shell/checks.sh"
source "$root/scripts/shell/server.sh"
source "$root/scripts/shell/png.sh"
only_operands "$@"
need dotnet curl od awk
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1
# MSBuild takes it for a property, and would build a stranger's projects otherwise than a stranger does.
unset CONFIGURATION

work=$(mktemp -d)
trap 'stop_all; rm -rf "$work"' EXIT
page=$root/training/docs/dotnet-packages.md
version=$(dotnet msbuild "$root/training/Tool" -getProperty:Version)
everybodys=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')

# A command of the page, in the folder.
as_written() {
  grep -qxF -- "$1" "$page" || { echo "$page does not have this line: $1" >&2; return 1; }
  (cd "$work" && eval "$1" </dev/null)
}
# Starts what the page starts at a fixed port, at a free one.
start_as_written() {
  grep -qxF -- "$1" "$page" || { echo "$page does not have this line: $1" >&2; return 1; }
  start_server "$work/server.log" bash -c "cd '$work' && exec ${1/%808?/0}"
  processes=("$server")
}
pinned() { sed -nE "s/.*Include=\"$1\" Version=\"([^\"]+)\".*/\1/p" "$root/Directory.Packages.props"; }
program_of_readme() { awk '/^```csharp/ { on = 1; next } /^```/ { on = 0 } on' "$1/README.md" >"$2"; }
is_whole() {
  local folder=$packages/${1,,}/$version
  [[ -s $folder/README.md && -s $work/packed/$1.$version.snupkg ]] && is_png "$folder/icon.png" \
    && grep -q '<license type="expression">MIT</license>' "$folder/${1,,}.nuspec" && ! grep -rqF "$root" "$folder/lib"
}
fetches() { [[ $(curl -sS --max-time 20 -o "$work/$1" -w '%{http_code} %{content_type}' "$address$2") == "200 image/png" ]]; }
refuses_to_start() {
  (cd / && ! dotnet "$1" >"$work/refused.log" 2>&1) && grep -q "Model '/models/default' does not exist" "$work/refused.log"
}
has_library_of() {
  local native=runtimes/linux-x64/native/libonnxruntime
  cmp "$everybodys/${1,,}/$2/$native.so" "$work/sixteen/bin/Debug/net10.0/$native.so"
}

# Apart from the other builds, whose flavour of ONNX Runtime is another one; they have run the analyzers.
dotnet pack "$root/scripts/packages/packages.slnf" --configuration Release --output "$work/packed" --nologo --verbosity quiet \
  -p:ArtifactsPath="$work/built" -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false
rm -rf "$work/built"

# Others' packages are where the build has put them; ours go to a folder of their own.
# Links, since ONNX Runtime's libraries are large.
export NUGET_PACKAGES=$work/packages CreateHardLinksForCopyLocalIfPossible=true CreateSymbolicLinksForCopyLocalIfPossible=true
packages=$NUGET_PACKAGES
cat >"$work/nuget.config" <<END
<configuration>
  <packageSources><clear /><add key="packed" value="packed" /></packageSources>
  <fallbackPackageFolders><add key="others" value="$everybodys" /></fallbackPackageFolders>
</configuration>
END
cp -r "$root/models" "$work/models"

check "the tool is installed" as_written "dotnet tool install Gan.Onnx.Tool --tool-path bin"
check "its version is the packages'" test "$(as_written "bin/gan --version")" = "$version"
check "the server has the same" test "$("$work/bin/gan" serve --version)" = "$version"
check "it trains" as_written "bin/gan train --preset digits-quick --steps 3 --run runs/mine"
check "its report's commands are its own" grep -q "<code>gan sample --model runs/mine " "$work/runs/mine/report.html"
check "it draws" as_written "bin/gan sample --model runs/mine --count 16 --output mine.png"
check "sixteen images are a square" has_size "$work/mine.png" 112x112
start_as_written "bin/gan serve --Model:Path=runs/mine --urls http://127.0.0.1:8080"
check "it serves" fetches four.png '/digits?count=4&columns=2'
check "four digits are a PNG of two by two" has_size "$work/four.png" 56x56
check "the page asks the same" grep -qF "'http://127.0.0.1:8080/digits?count=4&columns=2'" "$page"
check "it stops when it is told to" stop_server

check "an empty console program" as_written "dotnet new console --output squares"
check "takes Gan.Onnx.Graphs" as_written "dotnet add squares package Gan.Onnx.Graphs"
program_of_readme "$root/training/Graphs" "$work/squares/Program.cs"
check "and runs its README" as_written "dotnet run --project squares"
check "whose graph is differentiated again" \
  as_written "bin/gan gradients --model step.onnx --of loss --with x --output by-x.onnx"

check "another one" as_written "dotnet new console --output sixteen"
check "takes Gan.Onnx.Generation" as_written "dotnet add sixteen package Gan.Onnx.Generation"
program_of_readme "$root/serving/Generation" "$work/sixteen/Program.cs"
check "and runs its README" as_written "dotnet run --project sixteen"
check "the tool draws sixteen" as_written "bin/gan sample --model models/default --count 16 --seed 42 --output same.png"
check "of the same bytes" cmp "$work/sixteen.png" "$work/same.png"

check "an empty web program" as_written "dotnet new web --output digits"
check "takes Gan.Onnx.Generation.AspNetCore" as_written "dotnet add digits package Gan.Onnx.Generation.AspNetCore"
program_of_readme "$root/serving/Generation/AspNetCore" "$work/digits/Program.cs"
check "and the model" as_written "cp -r models digits/"
start_as_written "dotnet run --project digits --no-launch-profile -- --urls http://127.0.0.1:8081"
check "and answers as its README" fetches web.png '/digits?seed=42'
check "by the same bytes" cmp "$work/web.png" "$work/same.png"
check "and stops when it is told to" stop_server
check "it does not start without its model" refuses_to_start "$work/digits/bin/Debug/net10.0/digits.dll"

check "a console program has the CPU's ONNX Runtime" has_library_of Microsoft.ML.OnnxRuntime "$(pinned Microsoft.ML.OnnxRuntime)"
# Half a gigabyte, which is there where the flavour `gpu` was built.
if [[ -d $everybodys/microsoft.ml.onnxruntime.gpu.linux ]]; then
  gpu=$(pinned Microsoft.ML.OnnxRuntime.Gpu)
  check "it takes the GPU's" as_written "dotnet add sixteen package Microsoft.ML.OnnxRuntime.Gpu --version $gpu"
  check "and still runs" as_written "dotnet run --project sixteen"
  check "with that one's library in place of the other's" has_library_of Microsoft.ML.OnnxRuntime.Gpu.Linux "$gpu"
  check "of the same bytes" cmp "$work/sixteen.png" "$work/same.png"
fi

for package in Gan.Onnx.Graphs Gan.Onnx.Generation Gan.Onnx.Generation.AspNetCore; do
  check "$package has licence, README, icon and symbols, and names no folder of this machine" is_whole "$package"
done
report_checks

# shellcheck shell=bash
# Sourced by scripts that run our programs; needs `root`.
#   build PROJECT…         builds them, unless GAN_ONNX_BUILT says that this was done
#   program NAME           prints the path of a built program, such as Gan.Onnx.Serving
#   csharp_program FILE    builds a C# program of one file and prints the path of what to give `dotnet`
# CONFIGURATION: Release (default) or Debug.
# shellcheck disable=SC2154 # root is set by whoever sources this.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1
configuration=${CONFIGURATION:-Release}

build() {
  local project
  [[ -z ${GAN_ONNX_BUILT:-} ]] || return 0
  for project in "$@"; do
    dotnet build "$root/$project" --configuration "$configuration" --nologo --verbosity quiet -clp:NoSummary >&2
  done
}

program() { echo "$root/artifacts/bin/$1/${configuration,,}/$1.dll"; }

# What `dotnet run FILE` would run, but as a process of its own, to which signals go. Built each time, which notices a change in
# any of the program's files.
csharp_program() {
  dotnet build "$root/$1" --configuration "$configuration" --nologo --verbosity quiet -clp:NoSummary >&2
  dotnet build "$root/$1" --configuration "$configuration" -getProperty:TargetPath
}

# shellcheck shell=bash
# Sourced by every script that is started by hand.
#   usage              prints the comment at the head of the script
#   mistake TEXT       ends the script with 2: it was called in a way that cannot be
#   only_operands …    for scripts without options: --help is answered, another option is a mistake
#   expect_…           makes it a mistake where the value of an option is not of its kind
#   need TOOL…         ends the script with 2 where one of the tools is missing

usage() { awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0"; }

mistake() {
  echo "${0##*/}: $1 See $0 --help." >&2
  exit 2
}

only_operands() {
  case ${1:-} in
    --help | -h) usage; exit 0 ;;
    -*) mistake "unknown option '$1'; known: --help." ;;
  esac
}

expect_whole() { [[ $2 =~ ^[1-9][0-9]*$ ]] || mistake "$1 expects a whole number from 1, found '$2'."; }

expect_number() {
  local positive='^([0-9]*[1-9][0-9]*|[0-9]+\.[0-9]*[1-9][0-9]*)$'
  [[ $2 =~ $positive ]] || mistake "$1 expects a number above 0 such as 3 or 0.5, found '$2'."
}

expect_model() {
  [[ -f $2/generator.onnx && -f $2/manifest.json ]] || mistake "$1 expects a folder with generator.onnx and manifest.json, found '$2'."
}

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null && continue
    echo "${0##*/}: $tool is needed and was not found." >&2
    exit 2
  done
}

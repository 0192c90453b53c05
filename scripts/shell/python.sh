# shellcheck shell=bash
# Sourced by scripts whose judge or opponent is written in Python.
#   find_python MODULE PACKAGES   sets PYTHON to an interpreter that has the module, or ends the script with 2 and says how to get it
# Debian's own python3 comes first, since its packages python3-torch and python3-onnx serve that one alone.

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" /usr/bin/python3 python3; do
    if [[ -n $candidate ]] && "$candidate" -c "import $1" 2>/dev/null; then
      PYTHON=$candidate
      return
    fi
  done
  echo "${0##*/}: no Python with the module '$1' was found. On Debian: apt-get install $2; elsewhere set PYTHON to one that has it." >&2
  exit 2
}

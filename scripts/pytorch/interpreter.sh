# Sourced: sets PYTHON to an interpreter that has the given modules, or says how to get them.
# Debian's own python3 comes first, since its packages python3-torch and python3-onnx serve that one alone.
find_python() {
    local candidate
    for candidate in "${PYTHON:-}" /usr/bin/python3 python3; do
        if [ -n "$candidate" ] && "$candidate" -c "import $1" 2>/dev/null; then
            PYTHON=$candidate
            return
        fi
    done
    echo "no Python with the module '$1' found. On Debian: apt-get install $2; elsewhere set PYTHON to an interpreter that has it." >&2
    exit 2
}

# shellcheck shell=bash
# Sourced by scripts that check several things.
#   check WHAT COMMAND…   counts whether the command succeeds, and says so
#   report_checks         prints `N passed, N failed`; fails unless something passed and nothing failed

passed=0 failed=0

check() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok      $what"
  else
    failed=$((failed + 1))
    echo "FAILED  $what"
  fi
}

report_checks() {
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}

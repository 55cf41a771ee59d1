# shellcheck shell=bash
# How ./dev speaks: progress lines on stderr, errors as one line what and one line what to do.

if [ -t 2 ]; then bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'; else bold='' red='' plain=''; fi

say() { printf '%s▸ %s%s\n' "$bold" "$*" "$plain" >&2; }
note() { printf '  %s\n' "$*" >&2; }
warn() { printf '%s! %s%s\n' "$red" "$*" "$plain" >&2; }

# fail WHAT ADVICE [STATUS]
fail() {
  printf '%s✗ %s%s\n' "$red" "$1" "$plain" >&2
  printf '  %s\n' "$2" >&2
  exit "${3:-1}"
}

# quietly WHAT COMMAND… : shows the command's output only when it fails.
quietly() {
  local what=$1 log
  shift
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
    return
  fi
  tail -n 60 "$log" >&2
  fail "$what failed." "The command was: $* (whole output: $log)"
}

# newer_than STAMP PATH… : true where STAMP is missing or anything under the paths is newer.
newer_than() {
  local stamp=$1
  shift
  [ ! -e "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -not -path '*/node_modules/*' -print -quit)" ]
}

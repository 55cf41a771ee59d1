# shellcheck shell=bash
# What a reviewer should not have to say. Runs everything, then fails if anything failed.

clang_tidy_limit=25

# run_checks [--all]
run_checks() {
  local all=${1:-} failures=0
  [ -z "$all" ] || [ "$all" = --all ] || fail "./dev check does not know '$all'." "./dev check [--all]" 2
  setup_for build check
  checked "format (clang-format)" check_format
  checked "layers" tools/check_layers
  checked "texts" tools/check_texts
  checked "files" tools/check_files
  checked "scripts" check_scripts
  checked "clang-tidy" run_clang_tidy "$all"
  [ "$failures" -eq 0 ] || fail "$failures of the checks failed." "Each says above what to mend."
  say "All checks passed"
}

checked() {
  local name=$1
  shift
  say "Checking $name"
  "$@" >&2 || { warn "$name"; failures=$((failures + 1)); }
}

cpp_files() { git ls-files -co --exclude-standard -- '*.cc' '*.h'; }

check_format() {
  local unformatted
  unformatted=$(cpp_files | xargs -r clang-format --dry-run 2>&1 | sed -n 's/:[0-9]*:[0-9]*: warning: .*//p' | sort -u)
  [ -z "$unformatted" ] && return
  printf '%s\n' "$unformatted"
  note "To mend: ./dev format"
  return 1
}

format_all() { cpp_files | xargs -r clang-format -i; }

check_scripts() {
  { printf '%s\n' dev .ci/run; git ls-files -co --exclude-standard -- '*.sh'; } | xargs shellcheck -x
}

# C++ files, without tests, that differ from where this branch left main; on main itself, from the commit before.
changed_cpp_files() {
  local base
  base=$(git merge-base HEAD origin/main 2>/dev/null || git merge-base HEAD main 2>/dev/null) || return 1
  if [ "$base" = "$(git rev-parse HEAD)" ]; then base=$(git rev-parse -q --verify HEAD~1) || return 1; fi
  { git diff --name-only --diff-filter=d "$base" -- 'src/*.cc'; git ls-files -o --exclude-standard -- 'src/*.cc'; } | tidied
}

tidied() { grep '\.cc$' | grep -v '_test\.cc$' | sort -u; }

run_clang_tidy() {
  local files
  if [ "$1" = --all ]; then
    mapfile -t files < <(cpp_files | tidied)
  else
    mapfile -t files < <(changed_cpp_files)
    if [ ${#files[@]} -gt "$clang_tidy_limit" ]; then
      note "Skipped: ${#files[@]} files changed, more than $clang_tidy_limit. ./dev check --all looks at every file."
      return 0
    fi
  fi
  [ ${#files[@]} -gt 0 ] || { note "No C++ file changed."; return 0; }
  [ -f build/compile_commands.json ] || quietly "cmake" cmake --preset release
  note "${#files[@]} files"
  printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 2 clang-tidy-19 --quiet -p build 2>&1 |
    { grep -v '^[0-9]* warnings\? \(and [0-9]* errors\? \)\?generated\.$' || true; }
}

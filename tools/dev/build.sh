# shellcheck shell=bash
# Compiles into build/ (and charts/dist, where there is a charts/).

# build_all [TARGET…] : all targets by default.
build_all() {
  setup_for build
  build_charts
  compile release build "$@"
}

# compile PRESET FOLDER [TARGET…]
compile() {
  local preset=$1 folder=$2
  shift 2
  if [ ! -f "$folder/build.ninja" ]; then
    say "Configuring $folder/"
    quietly "cmake" cmake --preset "$preset"
  fi
  say "Building $folder/"
  ninja -C "$folder" "$@" >&2 ||
    fail "The build failed." "The first error above is the one to mend; ./dev clean if it makes no sense."
}

build_charts() {
  [ -f charts/package.json ] || return 0
  if newer_than charts/node_modules/.package-lock.json charts/package-lock.json; then
    say "Installing what charts/ needs"
    (cd charts && quietly "npm ci in charts/" npm ci --ignore-scripts --no-audit --no-fund)
    touch charts/node_modules/.package-lock.json
  fi
  newer_than charts/dist charts || return 0
  say "Building charts/"
  (cd charts && quietly "Building charts/" npm run build)
  touch charts/dist
}

# run_sanitized [MODULE…] : all modules with tests by default.
run_sanitized() {
  local targets=("${@/%/_test}")
  setup_for build
  compile sanitize build-sanitize "${targets[@]}"
  say "Testing with sanitizers"
  UBSAN_OPTIONS=print_stacktrace=1 \
    ctest --test-dir build-sanitize --output-on-failure -R "^($(joined_names "$@"))\$"
}

# run_fuzz [TARGET [SECONDS]] : one of fuzz/*_fuzz.cc, or each in turn. What it learns stays in out/fuzz/TARGET.
run_fuzz() {
  local target=${1:-} seconds=${2:-60} targets
  if [ -n "$target" ]; then targets=("$target"); else mapfile -t targets < <(fuzz_targets); fi
  [ -f "fuzz/${targets[0]}_fuzz.cc" ] ||
    fail "There is no fuzz/${target}_fuzz.cc." "One of: $(fuzz_targets | paste -sd ' '), for example: ./dev fuzz csv 60" 2
  setup_for build fuzz
  [ -f build-fuzz/build.ninja ] ||
    quietly "cmake" env CC=clang-16 CXX=clang++-16 cmake -B build-fuzz -G Ninja -DKEBAO_FUZZ=ON
  say "Building the fuzzers"
  ninja -C build-fuzz "${targets[@]/%/_fuzz}" >&2
  for target in "${targets[@]}"; do fuzz_one "$target" "$seconds"; done
}

fuzz_targets() { find fuzz -name '*_fuzz.cc' -printf '%f\n' | sed 's/_fuzz\.cc$//' | sort; }

# fuzz_one TARGET SECONDS : libFuzzer adds what it learns to the first folder and only reads the others.
fuzz_one() {
  local target=$1 seconds=$2
  mkdir -p "out/fuzz/$target"
  say "Fuzzing $target for $seconds s; an input that breaks it goes to out/fuzz/"
  "build-fuzz/${target}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="out/fuzz/$target-" "out/fuzz/$target" "fuzz/corpus/$target" ||
    fail "The $target fuzzer found something." "Mend it, and put the input from out/fuzz/ into fuzz/corpus/$target/."
}

# run_hostile [NAME…] : tools/check_hostile_files, all of its files by default.
run_hostile() {
  setup_for build check
  compile release build kebao
  say "Importing hostile files"
  tools/check_hostile_files build/kebao "$@"
}

# a b → a|b ; nothing → .*
joined_names() {
  local IFS='|'
  if [ $# -gt 0 ]; then printf '%s' "$*"; else printf '.*'; fi
}

clean_built() {
  say "Deleting build folders, charts/dist and out/"
  rm -rf build build-sanitize build-fuzz charts/dist out
}

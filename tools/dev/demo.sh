# shellcheck shell=bash
# Things to run once the program is built.

# run_demo [--no-serve] : the program itself loads the sample, writes the reports and says where they are.
run_demo() {
  build_all kebao
  say "Loading the sample service desk into out/demo"
  build/kebao --data out/demo demo "$@"
}

# run_bench [NAME [ARGUMENT…]] : every program of bench/ with its default size, or one with its arguments.
run_bench() {
  local names=("${1:-}")
  [ $# -gt 0 ] || mapfile -t names < <(basename -s .cc bench/*_bench.cc)
  setup_for build
  compile release build "${names[@]}"
  for name in "${names[@]}"; do
    say "$name"
    "build/$name" "${@:2}"
  done
}

# run_e2e : the browser tests, where there are any.
run_e2e() {
  [ -x e2e/run ] || fail "There are no browser tests yet." "./dev test runs what there is." 2
  setup_for build check browser
  build_all
  e2e/run
}

# shellcheck shell=bash
# Every test: C++ programs by CTest, charts/ by vitest, tools/ and tests/e2e by unittest. Each leaves a report in
# build/test-results; tools/count_tests adds them up, so that a program that crashes counts as failed and a skipped case is said.

# run_tests [NAME…] : all, or the C++ test programs named (a module: "base").
run_tests() {
  setup_for build check
  build_charts
  compile release build "${@/%/_test}"
  rm -rf build/test-results
  mkdir -p build/test-results
  run_cpp_tests "$@"
  if [ $# -eq 0 ]; then
    run_charts_tests
    run_tools_tests
    run_end_to_end_tests
  fi
  tools/count_tests build/test-results
}

# Failures are counted from the reports, not from the exit status.
run_cpp_tests() {
  say "Testing the C++ programs"
  GTEST_OUTPUT="json:$PWD/build/test-results/" GTEST_BRIEF=1 \
    ctest --test-dir build --output-on-failure --parallel "$(nproc)" --no-tests=error \
    --output-junit "$PWD/build/test-results/ctest.xml" -R "^($(joined_names "$@"))\$" >&2 || true
}

run_charts_tests() {
  [ -f charts/package.json ] || return 0
  say "Testing charts/"
  (cd charts && npx --no-install vitest run --reporter=default --reporter=json \
    --outputFile.json=../build/test-results/vitest.json) >&2 || true
  [ -f build/test-results/vitest.json ] || note_crash vitest
}

run_tools_tests() {
  say "Testing tools/"
  tools/run_tools_tests build/test-results/tools.json >&2 || true
  [ -f build/test-results/tools.json ] || note_crash tools
}

# The program as a user runs it, on files as they come: tests/e2e.
run_end_to_end_tests() {
  say "Testing the program end to end"
  tests/e2e/run --report build/test-results/e2e.json >&2 || true
  [ -f build/test-results/e2e.json ] || note_crash e2e
}

# A suite that died before it wrote its report is one failed test.
note_crash() {
  printf '{"suite": "%s", "passed": 0, "failed": 1, "skipped": 0}\n' "$1" >"build/test-results/$1.json"
}

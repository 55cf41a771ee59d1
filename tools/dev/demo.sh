# shellcheck shell=bash
# Things to run once the program is built.

# run_demo [--no-serve] : the program itself loads the sample, writes the reports and says where they are.
run_demo() {
  build_all kebao
  say "Loading the sample service desk into out/demo"
  build/kebao --data out/demo demo "$@"
}

# run_folder FOLDER SECTION… : bench/ and e2e/ each have a script `run`.
run_folder() {
  local folder=$1
  shift
  [ -x "$folder/run" ] || fail "There is nothing in $folder/ yet." "./dev test runs what there is." 2
  setup_for "$@"
  build_all
  "$folder/run"
}

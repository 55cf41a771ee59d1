# shellcheck shell=bash
# Installs what is missing and nothing else. With everything there it takes a few milliseconds.

duckdb_library=third_party/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so
duckdb_header=third_party/node_modules/duckdb/src/duckdb/src/include/duckdb.h

# setup_for SECTION… : sections of deps/debian.txt (build, check, browser).
setup_for() {
  refuse_unknown_machine
  install_debian_packages "$@"
  use_recent_node
  install_duckdb
}

refuse_unknown_machine() {
  [ "$(uname -sm)" = "Linux x86_64" ] ||
    fail "This is $(uname -sm); Kebao is built on Linux x86_64." "Use a Debian 12 machine or container on x86_64."
}

# Prints "package[:program]" lines of the sections.
listed_packages() {
  local section
  for section in "$@"; do
    awk -v wanted="[$section]" '
      { sub(/#.*/, "") }
      /^\[/ { inside = ($1 == wanted); next }
      inside && NF { print $1 }' deps/debian.txt
  done
}

missing_packages() {
  local line package program installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii *//p')
  while IFS= read -r line; do
    package=${line%%:*} program=${line#*:}
    [ "$program" != "$line" ] && command -v "$program" >/dev/null && continue
    grep -qxF "$package" <<<"$installed" || printf '%s\n' "$package"
  done < <(listed_packages "$@")
}

install_debian_packages() {
  local missing as_root=()
  command -v apt-get >/dev/null ||
    fail "There is no apt-get here." "Kebao is built on Debian 12; or install what deps/debian.txt lists by hand."
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      fail "Debian packages are missing, and there is no sudo." "As root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${#missing[@]} Debian packages"
  note "${missing[*]}"
  quietly "apt-get update" "${as_root[@]}" apt-get update -q -o DPkg::Lock::Timeout=300
  quietly "Installing Debian packages" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
}

# Debian 12 has Node 18, which npm needs; charts/ may need a newer one and says so in its package.json ("engines").
use_recent_node() {
  [ -f charts/package.json ] || return 0
  node_is_recent && return
  PATH="$PWD/.tools/node_modules/.bin:$PATH"
  [ -x .tools/node_modules/.bin/node ] && node_is_recent && return
  say "Installing Node 22 into .tools/ (charts/ needs a newer one than $(node --version))"
  mkdir -p .tools
  cp deps/node/package.json deps/node/package-lock.json .tools/
  (cd .tools && quietly "Installing Node" npm ci --ignore-scripts --no-audit --no-fund)
}

node_is_recent() {
  node -e 'const wanted = parseInt(require("./charts/package.json").engines.node.replace(/[^0-9]*/, ""));
    process.exit(parseInt(process.versions.node) >= wanted ? 0 : 1)'
}

install_duckdb() {
  [ -f "$duckdb_library" ] && [ -f "$duckdb_header" ] && return
  say "Installing DuckDB into third_party/"
  (cd third_party && quietly "Installing DuckDB" npm ci --ignore-scripts --no-audit --no-fund)
}

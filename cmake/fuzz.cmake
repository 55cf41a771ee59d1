# Fuzz targets for the parsers of foreign files, with clang's libFuzzer:
#   CXX=clang++-16 CC=clang-16 cmake -B build-fuzz -G Ninja -DKEBAO_FUZZ=ON && ninja -C build-fuzz csv_fuzz
#   build-fuzz/csv_fuzz -max_total_time=60 fuzz/corpus/csv
option(KEBAO_FUZZ "Build the fuzz targets (needs clang 16: Debian packages clang-16, libclang-rt-16-dev)" OFF)
if(NOT KEBAO_FUZZ)
  return()
endif()
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "KEBAO_FUZZ needs clang.\nRun cmake with CXX=clang++-16 CC=clang-16.")
endif()

set(fuzz_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -gline-tables-only -O1)
# clang 16 has the concepts that std::expected of GCC 12 asks for, but announces an older version of them.
list(APPEND fuzz_flags -Wno-macro-redefined -D__cpp_concepts=202002L)

# fuzzed_library(NAME PATTERN… [WITHOUT file…] [LIBS library…]): what targets reach of a module, and no more, since
# sanitized builds are slow. PATTERN is below src/. The engine (DuckDB) and archives stay outside.
function(fuzzed_library name)
  cmake_parse_arguments(ARG "" "" "WITHOUT;LIBS" ${ARGN})
  list(TRANSFORM ARG_UNPARSED_ARGUMENTS PREPEND "${CMAKE_SOURCE_DIR}/src/")
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_UNPARSED_ARGUMENTS})
  set(inputs ${sources})
  list(FILTER inputs INCLUDE REGEX "/fuzzed_[a-z]+_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  foreach(file ${ARG_WITHOUT})
    list(FILTER sources EXCLUDE REGEX "/${file}\\.cc$")
  endforeach()
  add_library(${name} STATIC EXCLUDE_FROM_ALL ${sources} ${inputs})
  target_compile_options(${name} PUBLIC ${fuzz_flags} PRIVATE -fsanitize=fuzzer-no-link)
  target_compile_definitions(${name} PRIVATE KEBAO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  target_link_libraries(${name} PUBLIC ${ARG_LIBS} Threads::Threads)
  target_link_options(${name} PUBLIC ${fuzz_flags})
endfunction()

fuzzed_library(fuzzed_base base/*.cc
               WITHOUT business_calendar business_calendar_loader collation number_format texts
               LIBS fmt::fmt PkgConfig::yaml_cpp PkgConfig::icu date::date-tz xxhash)
fuzzed_library(fuzzed_domain domain/*.cc WITHOUT "timing_[a-z]+" LIBS fuzzed_base)
fuzzed_library(fuzzed_document document/*.cc LIBS fuzzed_base nlohmann_json::nlohmann_json)
fuzzed_library(fuzzed_metrics metrics/expression/*.cc WITHOUT to_sql LIBS fuzzed_domain)
fuzzed_library(fuzzed_ingest clean/*.cc ingest/*.cc ingest/read/*.cc ingest/map/*.cc
               WITHOUT open_file parquet_source unpack recognise xlsx_source
                       preview draft_mapping mapping_catalog
               LIBS fuzzed_domain nlohmann_json::nlohmann_json PkgConfig::libzip expat z PkgConfig::gmime)

# fuzz_target(NAME LIBRARY): fuzz/NAME_fuzz.cc.
function(fuzz_target name library)
  add_executable(${name}_fuzz EXCLUDE_FROM_ALL fuzz/${name}_fuzz.cc)
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name}_fuzz PRIVATE ${library})
endfunction()
fuzz_target(time fuzzed_base)
fuzz_target(document fuzzed_document)
fuzz_target(expression fuzzed_metrics)
foreach(target csv json mail mapping xlsx)
  fuzz_target(${target} fuzzed_ingest)
endforeach()

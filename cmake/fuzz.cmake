# Fuzz targets for the parsers of foreign files, with clang's libFuzzer:
#   CXX=clang++ CC=clang cmake -B build-fuzz -G Ninja -DKEBAO_FUZZ=ON && ninja -C build-fuzz csv_fuzz
#   build-fuzz/csv_fuzz -max_total_time=60 fuzz/corpus/csv
option(KEBAO_FUZZ "Build the fuzz targets (needs clang)" OFF)
if(NOT KEBAO_FUZZ)
  return()
endif()
if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "KEBAO_FUZZ needs clang.\nRun cmake with CXX=clang++ CC=clang.")
endif()

set(fuzz_flags -fsanitize=address,undefined -fno-sanitize-recover=undefined -g -O1)
file(GLOB fuzz_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/base/*.cc" "${CMAKE_SOURCE_DIR}/src/ingest/read/*.cc")
list(FILTER fuzz_sources EXCLUDE REGEX "_test\\.cc$")
add_library(fuzzed_readers STATIC ${fuzz_sources} src/ingest/tree.cc fuzz/source_fuzz.cc)
# clang 14 has the concepts that std::expected of GCC 12 asks for, but announces an older version of them.
target_compile_options(fuzzed_readers PUBLIC ${fuzz_flags} -Wno-builtin-macro-redefined -D__cpp_concepts=202002L
                       PRIVATE -fsanitize=fuzzer-no-link)
target_compile_definitions(fuzzed_readers PRIVATE KEBAO_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_include_directories(fuzzed_readers PUBLIC "${CMAKE_SOURCE_DIR}/src")
target_link_libraries(fuzzed_readers PUBLIC fmt::fmt PkgConfig::yaml_cpp PkgConfig::icu date::date-tz xxhash
                      nlohmann_json::nlohmann_json PkgConfig::libzip expat z PkgConfig::gmime duckdb Threads::Threads)
target_link_options(fuzzed_readers PUBLIC ${fuzz_flags})

foreach(target csv json mail xlsx)
  add_executable(${target}_fuzz fuzz/${target}_fuzz.cc)
  target_compile_options(${target}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${target}_fuzz PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${target}_fuzz PRIVATE fuzzed_readers)
endforeach()

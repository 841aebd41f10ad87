# Unit tests of the sources that know nothing of Windows, on this machine, under the address and
# undefined-behaviour sanitizers. A file make_<thing>.cc is a program of its own that other tests
# run to have a <thing>.
find_path(DOCTEST_DIR doctest.h PATHS /usr/include/doctest REQUIRED)
sources(portable_sources portable)
native_tests(portable_tests ${PORTABLE_TEST_FOLDERS})
set(makers ${portable_tests})
list(FILTER makers INCLUDE REGEX "/make_[^/]*$")
list(FILTER portable_tests EXCLUDE REGEX "/make_[^/]*$")

# COVERAGE: counts of what the tests reach (npm run coverage, by clang) take the sanitizers' place.
option(COVERAGE "Count which lines and branches the unit tests reach")
if(COVERAGE)
  # Without assertions: no test can take the branch on which the program ends.
  set(instruments -fprofile-instr-generate -fcoverage-mapping -DNDEBUG)
else()
  set(instruments -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
endif()
target_compile_options(project_rules INTERFACE ${instruments} -g -O1)
target_link_options(project_rules INTERFACE ${instruments})
target_include_directories(project_rules SYSTEM INTERFACE ${DOCTEST_DIR})

# Compiled once for all the programs below. Clang also counts where a run has been, which only the
# fuzzers look at.
set(fuzzing OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
  set(fuzzing ON)
endif()
add_library(portable OBJECT ${portable_sources})
target_link_libraries(portable PRIVATE project_rules)
if(fuzzing)
  if(NOT COVERAGE)
    target_compile_options(portable PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  # libstdc++'s stable_sort uses what it has deprecated itself, and clang blames whoever instantiates
  # it.
  set_source_files_properties(${CMAKE_SOURCE_DIR}/native/imapi/range_rules.cc PROPERTIES
    COMPILE_OPTIONS -Wno-deprecated-declarations)
endif()
target_precompile_headers(portable PRIVATE ${STANDARD_HEADERS})

add_executable(portable_tests ${CMAKE_SOURCE_DIR}/test/native/main.cc ${portable_tests})
target_link_libraries(portable_tests PRIVATE project_rules portable)
target_precompile_headers(portable_tests PRIVATE ${STANDARD_HEADERS} <doctest.h>)
# It decides what <doctest.h> is.
set_source_files_properties(${CMAKE_SOURCE_DIR}/test/native/main.cc PROPERTIES
  SKIP_PRECOMPILE_HEADERS ON)

foreach(maker ${makers})
  get_filename_component(name ${maker} NAME_WE)
  add_executable(${name} ${maker})
  target_link_libraries(${name} PRIVATE project_rules portable)
endforeach()

# A file <name>_fuzz.cc in any folder of test/native is a fuzz target of that name: compiled with its
# own name in capitals defined, it has libFuzzer's entry. `npm run fuzz` runs what it finds here.
if(fuzzing)
  file(GLOB_RECURSE fuzz_targets CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/native/*_fuzz.cc)
  foreach(target ${fuzz_targets})
    get_filename_component(name ${target} NAME_WE)
    string(TOUPPER ${name} entry)
    add_executable(${name} ${target})
    set_target_properties(${name} PROPERTIES
      RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
    target_compile_definitions(${name} PRIVATE ${entry})
    target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    target_link_libraries(${name} PRIVATE project_rules portable)
  endforeach()
endif()

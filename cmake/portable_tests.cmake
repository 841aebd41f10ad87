# Unit tests of the sources that know nothing of Windows, on this machine, under the address and
# undefined-behaviour sanitizers. A file make_<thing>.cc is a program of its own that other tests
# run to have a <thing>.
find_path(DOCTEST_DIR doctest.h PATHS /usr/include/doctest REQUIRED)
sources(portable_sources portable)
native_tests(portable_tests ${PORTABLE_TEST_FOLDERS})
set(makers ${portable_tests})
list(FILTER makers INCLUDE REGEX "/make_[^/]*$")
list(FILTER portable_tests EXCLUDE REGEX "/make_[^/]*$")

set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
target_compile_options(project_rules INTERFACE ${sanitizers} -g -O1)
target_link_options(project_rules INTERFACE ${sanitizers})
target_include_directories(project_rules SYSTEM INTERFACE ${DOCTEST_DIR})

# Compiled once for all the programs below.
add_library(portable OBJECT ${portable_sources})
target_link_libraries(portable PRIVATE project_rules)
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

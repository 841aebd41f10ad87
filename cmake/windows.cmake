# The binaries that ship, and those unit tests that need Windows, all for Windows x64.
enable_language(RC)
include(contract)
include(node_api)

target_compile_definitions(project_rules INTERFACE
  UNICODE _UNICODE WIN32_LEAN_AND_MEAN NOMINMAX _WIN32_WINNT=0x0601)
target_link_libraries(project_rules INTERFACE contract)
# -static: the compiler's own runtime goes in, so that nothing but Windows' libraries is imported.
target_link_options(project_rules INTERFACE -static)
include(hardening)

# The package stays under 2 MB with the two binaries of one processor, and what it does waits for a
# drive.
# Code is made when all of a binary is known (-flto): a sixth less of it, for some seconds a link.
string(JOIN " " CMAKE_CXX_FLAGS_RELEASE -Oz -flto=auto
  # What -Os and -Oz do to an inline constructor, and to a function whose parameters can be fewer,
  # makes it private to its object file on Windows: the linker then can't see that twenty files have
  # the same one.
  -fno-declone-ctor-dtor -fno-ipa-sra -fno-ipa-cp
  # As Node's settings for MSVC have it. Exceptions bring the descriptions that they are caught by.
  -fno-rtti)
# GCC 12 forgets, in what it leaves for the linker, that the thunks of a class template may come from
# several sources. They are all the same. MSVC, and the portable build, tell of what is really there
# twice.
target_link_options(project_rules INTERFACE -Wl,--allow-multiple-definition)

set(PREBUILDS_DIR ${CMAKE_SOURCE_DIR}/prebuilds/win32-x64)

# What nobody calls goes (--gc-sections below).
target_compile_options(project_rules INTERFACE -ffunction-sections -fdata-sections)
target_link_libraries(project_rules INTERFACE ole32 oleaut32 uuid)

# Each side is compiled once, for the library that ships and for its unit tests. The client's
# part that knows JavaScript is the library's alone.
sources(addon_sources addon)
sources(addon_mingw_sources addonMinGW)
sources(mingw_sources mingw)
sources(virtual_sources virtual)
set(client_sources ${addon_sources})
list(FILTER client_sources EXCLUDE REGEX "/native/addon/")
list(FILTER addon_sources INCLUDE REGEX "/native/addon/")

add_library(client OBJECT ${client_sources})
target_link_libraries(client PRIVATE project_rules)
add_library(server OBJECT ${virtual_sources})
target_link_libraries(server PRIVATE project_rules)

# But for what is done to each of a million block ranges: that waits for nothing. (Headers that are
# compiled for size are of no use to it.)
set_source_files_properties(
  ${CMAKE_SOURCE_DIR}/native/imapi/block_range_reader.cc
  ${CMAKE_SOURCE_DIR}/native/virtual/image/block_range.cc
  ${CMAKE_SOURCE_DIR}/native/virtual/image/block_range_list.cc
  PROPERTIES COMPILE_OPTIONS -O2 SKIP_PRECOMPILE_HEADERS ON)

target_precompile_headers(client PRIVATE
  ${STANDARD_HEADERS} <windows.h> <objbase.h> <oleauto.h> <imapi2.h> <imapi2fs.h>)
target_precompile_headers(server REUSE_FROM client)

# node_binary(TARGET NAME sources...): a library named .node in prebuilds/.
function(node_binary target name)
  add_library(${target} MODULE ${ARGN} ${mingw_sources})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} SUFFIX .node LIBRARY_OUTPUT_DIRECTORY ${PREBUILDS_DIR})
  # What is not exported by name stays inside; -s strips.
  target_link_options(${target} PRIVATE
    -Wl,--exclude-all-symbols -Wl,--gc-sections $<$<CONFIG:Release>:-s>)
  target_link_libraries(${target} PRIVATE project_rules)
endfunction()

node_binary(addon imapi2 ${addon_sources} ${addon_mingw_sources})
target_link_libraries(addon PRIVATE client node_api)
target_precompile_headers(addon PRIVATE ${STANDARD_HEADERS} <windows.h>
  ${CMAKE_SOURCE_DIR}/native/addon/napi_setup.h)
# False alarms of GCC 12 inside std::wstring, which it keeps quiet about only where it has read the
# header itself.
target_compile_options(addon PRIVATE -Wno-array-bounds -Wno-stringop-overread)

node_binary(virtual imapi2-virtual
  ${CMAKE_SOURCE_DIR}/native/virtual/exports.def ${TYPE_LIBRARY_RESOURCES}
  ${MESSAGE_RESOURCES})
target_link_libraries(virtual PRIVATE server)
# The manifest that finds it without registration names its file, and lies beside it.
set(manifest ${CMAKE_SOURCE_DIR}/native/virtual/imapi2-virtual.manifest)
add_custom_command(OUTPUT ${PREBUILDS_DIR}/imapi2-virtual.manifest
                   COMMAND ${CMAKE_COMMAND} -E copy ${manifest} ${PREBUILDS_DIR}
                   DEPENDS ${manifest} VERBATIM COMMENT "imapi2-virtual.manifest")
add_custom_target(virtual_manifest ALL DEPENDS ${PREBUILDS_DIR}/imapi2-virtual.manifest)

# doctest is headers only, so Debian's serves for Windows too; its own folder, lest the rest of
# /usr/include comes along.
find_path(DOCTEST_DIR doctest.h PATHS /usr/include/doctest
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)

# windows_tests(SIDE folders...): the unit tests of one side, as a program for Windows.
function(windows_tests side)
  native_tests(files ${ARGN})
  add_executable(${side}_tests ${CMAKE_SOURCE_DIR}/test/native/main.cc ${files})
  target_include_directories(${side}_tests SYSTEM PRIVATE ${DOCTEST_DIR})
  target_link_libraries(${side}_tests PRIVATE project_rules ${side})
  target_precompile_headers(${side}_tests REUSE_FROM client)
endfunction()

# Programs that know the virtual drive as any other client of COM does: by its CLSIDs and ProgIDs,
# through the manifest beside the library that ships, and by nothing of its sources.
file(GLOB late_bound_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/native/late_bound/*.cc)
set(coclass_probe ${CMAKE_SOURCE_DIR}/test/native/late_bound/coclass_probe.cc)
list(REMOVE_ITEM late_bound_sources ${coclass_probe})
add_executable(late_bound_tests ${CMAKE_SOURCE_DIR}/test/native/main.cc ${late_bound_sources})
add_executable(coclass_probe ${coclass_probe}
               ${CMAKE_SOURCE_DIR}/test/native/late_bound/late_bound.cc)
foreach(program late_bound_tests coclass_probe)
  target_include_directories(${program} SYSTEM PRIVATE ${DOCTEST_DIR})
  target_link_libraries(${program} PRIVATE project_rules)
  add_dependencies(${program} virtual virtual_manifest)
endforeach()
target_link_options(coclass_probe PRIVATE -municode)

windows_tests(client ${CLIENT_TEST_FOLDERS})
windows_tests(server ${SERVER_TEST_FOLDERS})
# The server looks for its type libraries in the file that its code is in.
target_sources(server_tests PRIVATE ${TYPE_LIBRARY_RESOURCES})
# And the client's tests have the messages of a server in theirs.
target_sources(client_tests PRIVATE ${MESSAGE_RESOURCES})

# The plain C++ side of `npm run bench`: it links neither client nor server.
sources(plain_sources plain)
add_executable(plain ${plain_sources})
target_link_libraries(plain PRIVATE project_rules shlwapi)
target_link_options(plain PRIVATE -municode)
# A program of this kind is compiled for speed, so that the comparison flatters nobody.
target_compile_options(plain PRIVATE -O2)

# Which program a folder of test/native is tested in: with the client or with the virtual drive, as
# programs for Windows; or, where nothing in it needs Windows, on this machine.
set(CLIENT_TEST_FOLDERS com imapi)
set(SERVER_TEST_FOLDERS image recorder registration session stream)
set(PORTABLE_TEST_FOLDERS exclusive_access iso journal mmc ranges settings stream_layout tree udf)
# A program of its own that links neither side (cmake/windows.cmake).
set(LATE_BOUND_TEST_FOLDERS late_bound)

# native_tests(OUT folders...): the files in them.
function(native_tests out)
  set(found)
  foreach(folder ${ARGN})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/native/${folder}/*.cc)
    list(APPEND found ${files})
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

# A folder in none of the lists would never be tested, and nobody would notice.
file(GLOB entries CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/test/native
     ${CMAKE_SOURCE_DIR}/test/native/*)
foreach(entry ${entries})
  if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/test/native/${entry} AND NOT entry IN_LIST
     CLIENT_TEST_FOLDERS AND NOT entry IN_LIST SERVER_TEST_FOLDERS AND NOT entry IN_LIST
     PORTABLE_TEST_FOLDERS AND NOT entry IN_LIST LATE_BOUND_TEST_FOLDERS)
    message(FATAL_ERROR "test/native/${entry} is in no list of cmake/test_folders.cmake. Add it.")
  endif()
endforeach()

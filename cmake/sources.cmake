# native/sources.json is the one list of sources; binding.gyp reads the same file.
file(READ ${CMAKE_SOURCE_DIR}/native/sources.json SOURCES_JSON)
set_property(DIRECTORY APPEND PROPERTY
             CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/native/sources.json)

# sources(OUT KEY): the files under KEY of native/sources.json.
function(sources out key)
  set(files)
  string(JSON count LENGTH "${SOURCES_JSON}" ${key})
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
      string(JSON file GET "${SOURCES_JSON}" ${key} ${i})
      list(APPEND files ${CMAKE_SOURCE_DIR}/${file})
    endforeach()
  endif()
  set(${out} ${files} PARENT_SCOPE)
endfunction()

# Node-API without Node's headers or node.lib: npm's node-api-headers lists the functions, and
# dlltool makes a delay-load import library of them. native/addon/node_api_binding.cc says why the
# load is delayed.
set(NODE_API_HEADERS ${CMAKE_SOURCE_DIR}/node_modules/node-api-headers)
set(NODE_API_DIR ${CMAKE_BINARY_DIR}/node_api)
file(MAKE_DIRECTORY ${NODE_API_DIR})

set(node_api_def "NAME NODE.EXE\nEXPORTS\n")
foreach(part js_native_api node_api)
  set(file ${NODE_API_HEADERS}/def/${part}.def)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(STRINGS ${file} functions REGEX "^(napi|node_api)_")
  list(JOIN functions "\n" functions)
  string(APPEND node_api_def "${functions}\n")
endforeach()
file(CONFIGURE OUTPUT ${NODE_API_DIR}/node_api.def CONTENT "${node_api_def}" @ONLY)

add_custom_command(OUTPUT ${NODE_API_DIR}/libnode_api.a
                   COMMAND ${CMAKE_DLLTOOL} -d node_api.def -D node.exe -y libnode_api.a
                   WORKING_DIRECTORY ${NODE_API_DIR}
                   DEPENDS ${NODE_API_DIR}/node_api.def VERBATIM COMMENT "dlltool libnode_api.a")
add_custom_target(node_api_library DEPENDS ${NODE_API_DIR}/libnode_api.a)

add_library(node_api INTERFACE)
add_dependencies(node_api node_api_library)
target_include_directories(node_api SYSTEM INTERFACE
  ${NODE_API_HEADERS}/include ${CMAKE_SOURCE_DIR}/node_modules/node-addon-api)
target_compile_definitions(node_api INTERFACE
  NAPI_VERSION=8 NAPI_CPP_EXCEPTIONS
  # Electron forbids buffers over memory that V8 doesn't own.
  NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED)
target_link_libraries(node_api INTERFACE ${NODE_API_DIR}/libnode_api.a -ldelayimp)

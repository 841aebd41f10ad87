# The COM contract: widl makes a header from each IDL. The target `contract` carries the include
# folder; depending on it means "after the headers exist".
set(CONTRACT_DIR ${CMAKE_BINARY_DIR}/contract)
file(MAKE_DIRECTORY ${CONTRACT_DIR})

find_path(WINE_IDL_DIR oaidl.idl PATHS /usr/include/wine/wine/windows /usr/include/wine/windows
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)

set(CONTRACT_IDL_DIR ${CMAKE_SOURCE_DIR}/native/contract)
set(contract_files)

# contract_idl(NAME [IMPORTS other...])
function(contract_idl name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "IMPORTS")
  set(idl ${CONTRACT_IDL_DIR}/${name}.idl)
  set(inputs ${idl})
  foreach(other ${arg_IMPORTS})
    list(APPEND inputs ${CONTRACT_IDL_DIR}/${other}.idl)
  endforeach()
  set(widl ${CMAKE_WIDL} -m64 -I ${WINE_IDL_DIR} -I ${CONTRACT_IDL_DIR})
  set(made ${CONTRACT_DIR}/${name}.h)
  add_custom_command(OUTPUT ${CONTRACT_DIR}/${name}.h
                     COMMAND ${widl} -h -o ${CONTRACT_DIR}/${name}.h ${idl}
                     DEPENDS ${inputs} VERBATIM COMMENT "widl ${name}.h")
  set(contract_files ${contract_files} ${made} PARENT_SCOPE)
endfunction()

contract_idl(imapi2)
contract_idl(imapi2fs IMPORTS imapi2)

add_custom_target(contract_files DEPENDS ${contract_files})
add_library(contract INTERFACE)
add_dependencies(contract contract_files)
# SYSTEM: what widl writes is not held to our warnings.
target_include_directories(contract SYSTEM INTERFACE ${CONTRACT_DIR})

# Both type libraries go into the server as resources. They are in the repository, since builds on
# Windows have no widl; `npm run generate` makes them.
set(TYPE_LIBRARY_RESOURCES ${CMAKE_SOURCE_DIR}/native/virtual/type_libraries.rc)
set_source_files_properties(${TYPE_LIBRARY_RESOURCES} PROPERTIES
  OBJECT_DEPENDS "${CONTRACT_IDL_DIR}/imapi2.tlb;${CONTRACT_IDL_DIR}/imapi2fs.tlb"
  INCLUDE_DIRECTORIES ${CMAKE_SOURCE_DIR}/native)

# Texts of failures, as imapi2fs.dll has them; made by `npm run generate` too.
set(MESSAGE_RESOURCES ${CMAKE_SOURCE_DIR}/native/virtual/messages.rc)
set_source_files_properties(${MESSAGE_RESOURCES} PROPERTIES
  OBJECT_DEPENDS ${CMAKE_SOURCE_DIR}/native/virtual/messages.bin
  INCLUDE_DIRECTORIES ${CMAKE_SOURCE_DIR}/native)

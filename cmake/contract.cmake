# The COM contract: widl makes a header and, for the two libraries of IMAPI2, a type library from
# each IDL. The target `contract` carries the include folder; depending on it means "after the
# headers exist".
set(CONTRACT_DIR ${CMAKE_BINARY_DIR}/contract)
file(MAKE_DIRECTORY ${CONTRACT_DIR})

find_path(WINE_IDL_DIR oaidl.idl PATHS /usr/include/wine/wine/windows /usr/include/wine/windows
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)
find_path(WINE_TLB_DIR stdole2.tlb
          PATHS /usr/lib/x86_64-linux-gnu/wine/x86_64-windows /usr/lib/wine/x86_64-windows
                /usr/lib/x86_64-linux-gnu/wine /usr/lib64/wine/x86_64-windows
          NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH REQUIRED)

set(CONTRACT_IDL_DIR ${CMAKE_SOURCE_DIR}/native/contract)
set(contract_files)

# contract_idl(NAME [TYPE_LIBRARY] [IMPORTS other...])
function(contract_idl name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "TYPE_LIBRARY" "" "IMPORTS")
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
  if(arg_TYPE_LIBRARY)
    add_custom_command(OUTPUT ${CONTRACT_DIR}/${name}.tlb
                       COMMAND ${widl} -L ${WINE_TLB_DIR} -t -o ${CONTRACT_DIR}/${name}.tlb ${idl}
                       DEPENDS ${inputs} VERBATIM COMMENT "widl ${name}.tlb")
    list(APPEND made ${CONTRACT_DIR}/${name}.tlb)
  endif()
  set(contract_files ${contract_files} ${made} PARENT_SCOPE)
endfunction()

contract_idl(imapi2 TYPE_LIBRARY)
contract_idl(imapi2fs TYPE_LIBRARY IMPORTS imapi2)

add_custom_target(contract_files DEPENDS ${contract_files})
add_library(contract INTERFACE)
add_dependencies(contract contract_files)
# SYSTEM: what widl writes is not held to our warnings.
target_include_directories(contract SYSTEM INTERFACE ${CONTRACT_DIR})

# Both type libraries go into the server as resources 1 and 2. MSVC builds have no widl and embed
# none: there the server falls back on the ones in Windows' own imapi2.dll and imapi2fs.dll, which
# describe the same interfaces.
set(TYPE_LIBRARY_RESOURCES ${CONTRACT_DIR}/type_libraries.rc)
file(CONFIGURE OUTPUT ${TYPE_LIBRARY_RESOURCES}
     CONTENT "1 TYPELIB \"imapi2.tlb\"\n2 TYPELIB \"imapi2fs.tlb\"\n")
set_source_files_properties(${TYPE_LIBRARY_RESOURCES} PROPERTIES
  OBJECT_DEPENDS "${CONTRACT_DIR}/imapi2.tlb;${CONTRACT_DIR}/imapi2fs.tlb"
  INCLUDE_DIRECTORIES ${CONTRACT_DIR})

# One interface target that every target of the project links: the language level and the warnings.
add_library(polc_options INTERFACE)
target_include_directories(polc_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(polc_options INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
# g++ 12 sees overlapping copies in std::string's own operator+ (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(polc_options INTERFACE -Wno-restrict)
endif()
if(POLC_SANITIZE)
  target_compile_options(polc_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(polc_options INTERFACE -fsanitize=address,undefined)
endif()

# polc_library(NAME FOLDERS DIR... [WITHOUT DIR...] LINK LIBS...): a static library of all .cpp files below the
# folders but those below the folders of WITHOUT, which are targets of their own.
function(polc_library name)
  cmake_parse_arguments(ARG "" "" "FOLDERS;WITHOUT;LINK" ${ARGN})
  set(sources "")
  foreach(folder ${ARG_FOLDERS})
    file(GLOB_RECURSE found CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
    list(APPEND sources ${found})
  endforeach()
  foreach(folder ${ARG_WITHOUT})
    list(FILTER sources EXCLUDE REGEX "^${CMAKE_CURRENT_SOURCE_DIR}/(\\./)?${folder}/")
  endforeach()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC polc_options ${ARG_LINK})
endfunction()

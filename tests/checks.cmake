# Tests that look at the sources, not at the program: layers, limits and tables that have to agree.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

foreach(check IN ITEMS layers tables)
  add_test(NAME ${check} COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/check_${check}.py ${PROJECT_SOURCE_DIR})
endforeach()

# The highlighters are generated from the table of keywords.
add_test(NAME highlighters COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/editors/generate.py --check)

# The layout of all C++, where the version of clang-format that .clang-format is written for is installed.
find_program(POLC_CLANG_FORMAT NAMES clang-format-14)
if(POLC_CLANG_FORMAT)
  add_test(NAME layout COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/check_layout.py ${POLC_CLANG_FORMAT}
                               ${PROJECT_SOURCE_DIR})
endif()

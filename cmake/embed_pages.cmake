# polc_embed_pages(TARGET): builds docs/findings/*.md into the target as `polc::cli::all_pages`.
# Run as a script (`cmake -P`) it writes the .cpp; pages are text, so no tool beyond CMake is needed.
if(CMAKE_SCRIPT_MODE_FILE)
  # Findings before case errors, each in the order of their codes.
  file(GLOB pages "${POLC_PAGES}/P[0-9]*.md")
  file(GLOB case_pages "${POLC_PAGES}/E[0-9]*.md")
  list(SORT pages)
  list(SORT case_pages)
  list(APPEND pages ${case_pages})
  list(LENGTH pages num_pages)
  set(out "// Generated from docs/findings/ by cmake/embed_pages.cmake.\n#include \"cli/pages.h\"\n\n#include <array>\n\n")
  string(APPEND out "namespace polc::cli {\nnamespace {\n\nconstexpr std::array<Page, ${num_pages}> kPages{{\n")
  foreach(page IN LISTS pages)
    get_filename_component(code "${page}" NAME_WE)
    file(READ "${page}" text)
    string(APPEND out "{\"${code}\", R\"~page~(${text})~page~\"},\n")
  endforeach()
  string(APPEND out "}};\n\n}  // namespace\n\nstd::span<const Page> all_pages() { return kPages; }\n\n}  // namespace polc::cli\n")
  file(WRITE "${POLC_OUTPUT}" "${out}")
  return()
endif()

function(polc_embed_pages target)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/pages.cpp")
  file(GLOB pages CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/docs/findings/*.md")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DPOLC_PAGES=${PROJECT_SOURCE_DIR}/docs/findings" "-DPOLC_OUTPUT=${output}"
            -P "${PROJECT_SOURCE_DIR}/cmake/embed_pages.cmake"
    DEPENDS ${pages} "${PROJECT_SOURCE_DIR}/cmake/embed_pages.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

# polc_embed_assets(TARGET): builds doc/assets/page.css and page.js into the target as `polc::doc::style_sheet` and `script`.
# Run as a script (`cmake -P`) it writes the .cpp. Texts are cut into pieces, since compilers limit the length of a literal.
if(CMAKE_SCRIPT_MODE_FILE)
  set(out "// Generated from doc/assets/ by cmake/embed_assets.cmake.\n#include \"doc/assets.h\"\n\nnamespace polc::doc {\n\n")
  foreach(pair "style_sheet;page.css" "script;page.js")
    list(GET pair 0 function)
    list(GET pair 1 file)
    file(READ "${POLC_ASSETS}/${file}" text)
    string(APPEND out "std::string_view ${function}() {\n  return ")
    string(LENGTH "${text}" length)
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 8000 piece)
      string(APPEND out "R\"~asset~(${piece})~asset~\"\n")
      math(EXPR at "${at} + 8000")
    endwhile()
    string(APPEND out "  ;\n}\n\n")
  endforeach()
  string(APPEND out "}  // namespace polc::doc\n")
  file(WRITE "${POLC_OUTPUT}" "${out}")
  return()
endif()

function(polc_embed_assets target)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/assets.cpp")
  set(assets "${PROJECT_SOURCE_DIR}/doc/assets")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND "${CMAKE_COMMAND}" "-DPOLC_ASSETS=${assets}" "-DPOLC_OUTPUT=${output}" -P "${PROJECT_SOURCE_DIR}/cmake/embed_assets.cmake"
    DEPENDS "${assets}/page.css" "${assets}/page.js" "${PROJECT_SOURCE_DIR}/cmake/embed_assets.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()

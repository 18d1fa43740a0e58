#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "compiler/pipeline.h"

namespace polc::lower {
namespace {

struct Checked {
  base::SourceStore sources;
  base::Diagnostics findings;
  compiler::Compiled compiled;
};

void compile(const std::string& text, Checked& checked) {
  checked.compiled = compiler::compile(
      "policy.pol", [&](const std::string&) { return std::optional<std::string>(text); }, checked.sources,
      checked.findings);
}

/// Definitions each of which uses the one before in `use` ("{}" twice or once), and an award that pays the last.
std::string chain(int length, const std::string& before, const std::string& after) {
  std::string text = "claim \"补贴\"\n  额 : money from 0 to 10元\ndefine d0 for \"补贴\" as 额\n";
  for (int at = 1; at < length; ++at)
    text +=
        "define d" + std::to_string(at) + " for \"补贴\" as " + before + "d" + std::to_string(at - 1) + after + "\n";
  return text + "award \"补贴\" pays d" + std::to_string(length - 1) + "\n";
}

}  // namespace

TEST_CASE("definitions: a chain too deep to be evaluated is one finding, however long") {
  for (const int length : {3'000, 20'000}) {
    Checked checked;
    compile(chain(length, "", " + 1元"), checked);

    CHECK_FALSE(checked.compiled.can_evaluate);
    REQUIRE(checked.findings.num_errors() == 1);
    CHECK(checked.findings.all().front().code == base::Code::P1006);
  }
}

TEST_CASE("definitions: a chain that people could write is compiled") {
  Checked checked;
  compile(chain(100, "", " + 1元"), checked);

  CHECK(checked.compiled.can_evaluate);
}

TEST_CASE("definitions: uses of uses do not multiply") {
  Checked checked;
  compile(chain(30, "max(1元, ", ")"), checked);
  Checked doubled;
  std::string text = chain(30, "", " + 1元");
  for (int at = 1; at < 30; ++at) {
    const std::string name = "d" + std::to_string(at - 1);
    const std::string use = " as " + name + " + 1元\n";
    text.replace(text.find(use), use.size(), " as max(" + name + ", " + name + ")\n");
  }
  compile(text, doubled);

  CHECK(doubled.compiled.can_evaluate);
  CHECK(doubled.compiled.program.nodes.size() <= checked.compiled.program.nodes.size());
}

}  // namespace polc::lower

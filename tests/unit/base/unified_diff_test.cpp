#include "base/unified_diff.h"

#include <string>

#include <doctest/doctest.h>

namespace polc::base {
namespace {

TEST_CASE("diff: equal texts have none") { CHECK(unified_diff("a\nb\n", "a\nb\n", "x", "x").empty()); }

TEST_CASE("diff: a changed line stands between three lines on either side") {
  const std::string before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  const std::string after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";

  CHECK(unified_diff(before, after, "old.pol", "new.pol") ==
        "--- old.pol\n+++ new.pol\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("diff: changes far from each other are hunks of their own") {
  std::string before;
  for (int i = 1; i <= 20; ++i) before += std::to_string(i) + "\n";
  std::string after = before;
  after.replace(after.find("2\n"), 2, "two\n");
  after.replace(after.find("19\n"), 3, "");

  CHECK(unified_diff(before, after, "x", "x") ==
        "--- x\n+++ x\n@@ -1,5 +1,5 @@\n 1\n-2\n+two\n 3\n 4\n 5\n@@ -16,5 +16,4 @@\n 16\n 17\n 18\n-19\n 20\n");
}

TEST_CASE("diff: additions to nothing and removals of everything count from line 0") {
  CHECK(unified_diff("", "a\nb\n", "x", "x") == "--- x\n+++ x\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unified_diff("a\n", "", "x", "x") == "--- x\n+++ x\n@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("diff: a missing line end at the end of a text is said") {
  CHECK(unified_diff("a", "a\n", "x", "x") == "--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST_CASE("diff: texts with more than 2,000 differences are one change") {
  std::string before;
  std::string after;
  for (int i = 0; i < 5000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }

  CHECK(unified_diff(before, after, "x", "x").starts_with("--- x\n+++ x\n@@ -1,5000 +1,5000 @@\n-a0\n-a1\n"));
}

}  // namespace
}  // namespace polc::base

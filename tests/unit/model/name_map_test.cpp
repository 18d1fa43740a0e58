#include "compiler/model/name_map.h"

#include <string>

#include <doctest/doctest.h>

namespace polc::model {

TEST_CASE("name map: what was declared is found, few names and many") {
  for (const runtime::Index num_names : {0U, 1U, 8U, 9U, 10'000U}) {
    NameMap names;
    for (runtime::Index at = 0; at < num_names; ++at) CHECK(names.emplace("名" + std::to_string(at), at).second);

    CHECK(names.size() == num_names);
    CHECK_FALSE(names.contains("名"));
    for (runtime::Index at = 0; at < num_names; ++at) CHECK(names.at("名" + std::to_string(at)) == at);
  }
}

TEST_CASE("name map: a name keeps what it stood for first") {
  for (const runtime::Index num_names : {3U, 100U}) {
    NameMap names;
    for (runtime::Index at = 0; at < num_names; ++at) names.emplace(std::to_string(at), at);

    const auto [known, is_new] = names.emplace("2", 77);

    CHECK_FALSE(is_new);
    CHECK(known->second == 2);
    CHECK(names.size() == num_names);
  }
}

TEST_CASE("name map: names come in the order of declaration") {
  NameMap names;
  names.reserve(20);
  for (const char* name : {"丙", "甲", "乙"}) names.emplace(name, 0);

  std::string order;
  for (const auto& [name, index] : names) order += name;

  CHECK(order == "丙甲乙");
}

}  // namespace polc::model

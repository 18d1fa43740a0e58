// Policies of many awards as text, for benchmarks. The same number gives the same text on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace polc::bench {

/// The shortest useful award: one statement, two cells, a claim of its own.
std::string one_line_awards(std::int64_t num_awards);

/// Awards as a real policy has them: articles, sentences, requirements, declared claims, tables.
std::string articles(std::int64_t num_awards);

}  // namespace polc::bench

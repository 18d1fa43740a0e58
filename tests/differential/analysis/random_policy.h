// Small random policies as text, and the plan they were made from.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace polc::test {

/// Returns a policy of one applicant kind, one claim kind of up to four facts and up to three awards, with gates,
/// conditions, tiers and a group now and then. The same seed gives the same text.
std::string random_policy(std::uint64_t seed);

}  // namespace polc::test

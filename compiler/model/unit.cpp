#include "compiler/model/unit.h"

namespace polc::model {
namespace {

constexpr std::string_view kDot = "·";

/// Spans of time have an English and several Chinese names; one of each is the unit's own.
std::string_view own_name(std::string_view name) {
  if (name == "years" || name == "year") return "年";
  if (name == "months" || name == "month" || name == "个月") return "月";
  if (name == "days" || name == "day" || name == "天") return "日";
  return name;
}

}  // namespace

void Unit::multiply(std::string_view name, int power) {
  if (name.empty() || name == "1") return;
  const auto at = powers_.emplace(std::string(own_name(name)), 0).first;
  at->second += power;
  if (at->second == 0) powers_.erase(at);
}

Unit Unit::parse(std::string_view text) {
  Unit unit;
  int power = 1;
  while (!text.empty()) {
    const std::size_t slash = text.find('/');
    std::string_view part = text.substr(0, slash);
    while (!part.empty()) {
      const std::size_t dot = part.find(kDot);
      unit.multiply(part.substr(0, dot), power);
      part = dot == std::string_view::npos ? std::string_view{} : part.substr(dot + kDot.size());
    }
    if (slash == std::string_view::npos) break;
    text.remove_prefix(slash + 1);
    power = -1;
  }
  return unit;
}

int Unit::take(const std::string& name) {
  const auto at = powers_.find(name);
  if (at == powers_.end()) return 0;
  const int power = at->second;
  powers_.erase(at);
  return power;
}

Unit Unit::combine(const Unit& lhs, const Unit& rhs, int sign) {
  Unit result = lhs;
  for (const auto& [name, power] : rhs.powers_) result.multiply(name, sign * power);
  return result;
}

std::string Unit::text() const {
  std::string above;
  std::string below;
  for (const auto& [name, power] : powers_) {
    std::string& side = power > 0 ? above : below;
    for (int times = power > 0 ? power : -power; times > 0; --times) {
      if (!side.empty()) side += kDot;
      side += name;
    }
  }
  if (below.empty()) return above;
  return (above.empty() ? "1" : above) + "/" + below;
}

}  // namespace polc::model

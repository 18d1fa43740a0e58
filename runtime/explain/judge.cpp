#include "runtime/explain/judge.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "runtime/explain/write_amount.h"

namespace polc::runtime {
namespace {

using base::Bilingual;
using base::Language;

Bilingual amount_of(const Program& program, const Range& range) {
  return {range_words(program, range, Language::English), range_words(program, range, Language::Chinese)};
}

Bilingual total_words(const Program& program, const Range& range) {
  const Bilingual amount = amount_of(program, range);
  return {"a total of " + amount.english, "总额 " + amount.chinese};
}

Bilingual range_words_of(const Program& program, const Range& range) {
  const Bilingual amount = amount_of(program, range);
  return {"undetermined, " + amount.english, "未定，" + amount.chinese};
}

Bilingual join(const std::vector<std::string>& texts) {
  if (texts.empty()) return {"nothing", "无"};
  return {fmt::format("{}", fmt::join(texts, ", ")), fmt::format("{}", fmt::join(texts, "、"))};
}

Bilingual outcome_words(const Program& program, const Decision& decision) {
  switch (decision.outcome) {
    case CaseOutcome::Determined: return total_words(program, decision.total);
    case CaseOutcome::Undetermined: {
      Bilingual words = range_words_of(program, decision.total);
      if (decision.missing.empty()) return words;
      const Bilingual missing = join(decision.missing);
      return {words.english + "; missing " + missing.english, words.chinese + "；缺 " + missing.chinese};
    }
    case CaseOutcome::Referred: {
      const Bilingual amount = amount_of(program, decision.total);
      return {"referred, " + amount.english, "另定，" + amount.chinese};
    }
    case CaseOutcome::Error: {
      if (decision.errors.empty()) return {"an error of the case", "案件有误"};
      const CaseError& first = decision.errors.front();
      return {"an error of the case: " + first.english, "案件有误：" + first.chinese};
    }
  }
  return {};
}

bool is_denied(const Decision& decision) {
  bool has_grant = false;
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) {
      has_grant = true;
      if (grant.outcome != GrantOutcome::Denied) return false;
    }
  }
  return has_grant;
}

/// The texts of every failing rule, each once, in document order. What the evaluator says itself is in both languages.
std::vector<Bilingual> failing_texts(const Decision& decision) {
  std::vector<Bilingual> texts;
  for (const ClaimDecision& claim : decision.claims) {
    for (const Grant& grant : claim.grants) {
      for (const Reason& reason : grant.because) {
        const auto is_same = [&](const Bilingual& known) { return known.english == reason.text; };
        if (reason.holds != Tri::No || std::any_of(texts.begin(), texts.end(), is_same)) continue;
        texts.push_back({reason.text, reason.sentence.chinese.empty() ? reason.text : reason.sentence.chinese});
      }
    }
  }
  return texts;
}

/// The settled amounts of a claim's grants together; nothing when the case has no such claim or the sum overflows.
std::optional<Range> amount_of_item(const Decision& decision, const std::string& id) {
  for (const ClaimDecision& claim : decision.claims) {
    if (claim.id != id) continue;
    std::optional<Range> sum = Range::exactly(Fraction(0));
    for (const Grant& grant : claim.grants) sum = sum ? add(*sum, grant.amount) : sum;
    return sum;
  }
  return std::nullopt;
}

bool names_path(std::string_view path, std::string_view name) {
  return path == name ||
         (path.size() > name.size() && path.ends_with(name) && path[path.size() - name.size() - 1] == '.');
}

class Judge {
 public:
  Judge(const Program& program, const Decision& decision) : program_(program), decision_(decision) {}

  std::optional<Unmet> check(const Expected& expected) const {
    switch (expected.kind) {
      case Expected::Kind::Total: {
        const bool is_met = decision_.outcome == CaseOutcome::Determined && decision_.total == expected.amount;
        return verdict(is_met, expected, total_words(program_, expected.amount), outcome_words(program_, decision_));
      }
      case Expected::Kind::Between: {
        const bool is_met = decision_.outcome == CaseOutcome::Undetermined && decision_.total == expected.amount;
        return verdict(is_met, expected, range_words_of(program_, expected.amount), outcome_words(program_, decision_));
      }
      case Expected::Kind::Undetermined:
        return check_outcome(expected, CaseOutcome::Undetermined, {"undetermined", "未定"});
      case Expected::Kind::Referred: return check_outcome(expected, CaseOutcome::Referred, {"referred", "另定"});
      case Expected::Kind::Denied: return check_denied(expected);
      case Expected::Kind::Because: return check_because(expected);
      case Expected::Kind::Item: return check_item(expected);
      case Expected::Kind::Missing: return check_missing(expected);
    }
    return std::nullopt;
  }

 private:
  static std::optional<Unmet> verdict(bool is_met, const Expected& expected, Bilingual wanted, Bilingual came) {
    if (is_met) return std::nullopt;
    return Unmet{std::move(wanted), std::move(came), expected.span};
  }

  std::optional<Unmet> check_outcome(const Expected& expected, CaseOutcome outcome, Bilingual wanted) const {
    return verdict(decision_.outcome == outcome, expected, std::move(wanted), outcome_words(program_, decision_));
  }

  std::optional<Unmet> check_denied(const Expected& expected) const {
    if (decision_.outcome == CaseOutcome::Error)
      return verdict(false, expected, {"denied", "不予资助"}, outcome_words(program_, decision_));
    std::vector<std::string> english;
    std::vector<std::string> chinese;
    for (const ClaimDecision& claim : decision_.claims) {
      for (const Grant& grant : claim.grants) {
        if (grant.outcome == GrantOutcome::Denied) continue;
        const Bilingual amount = amount_of(program_, grant.amount);
        const std::string& award = program_.awards[grant.award].name;
        english.push_back(fmt::format("{} for claim {}: {}", award, claim.id, amount.english));
        chinese.push_back(fmt::format("事项 {} 的{}：{}", claim.id, award, amount.chinese));
      }
    }
    Bilingual came = {fmt::format("{}", fmt::join(english, "; ")), fmt::format("{}", fmt::join(chinese, "；"))};
    if (english.empty()) came = {"nothing that could be denied", "没有可不予资助的事项"};
    return verdict(is_denied(decision_), expected, {"every grant denied", "各项均不予资助"}, std::move(came));
  }

  std::optional<Unmet> check_because(const Expected& expected) const {
    const std::vector<Bilingual> texts = failing_texts(decision_);
    const auto says = [&](const std::string& text) { return text.find(expected.reason) != std::string::npos; };
    const bool is_met = std::any_of(texts.begin(), texts.end(),
                                    [&](const Bilingual& text) { return says(text.english) || says(text.chinese); });
    std::vector<std::string> english;
    std::vector<std::string> chinese;
    for (const Bilingual& text : texts) {
      english.push_back(text.english);
      chinese.push_back(text.chinese);
    }
    return verdict(is_met, expected, {"denied because " + expected.reason, "不予资助，因为" + expected.reason},
                   {"failing rules: " + join(english).english, "不满足的规定：" + join(chinese).chinese});
  }

  std::optional<Unmet> check_item(const Expected& expected) const {
    const std::optional<Range> amount =
        decision_.outcome == CaseOutcome::Error ? std::nullopt : amount_of_item(decision_, expected.item);
    const Bilingual wanted = amount_of(program_, expected.amount);
    Bilingual came = amount ? amount_of(program_, *amount) : Bilingual{"no such claim", "没有此项事项"};
    if (decision_.outcome == CaseOutcome::Error) came = outcome_words(program_, decision_);
    return verdict(amount && *amount == expected.amount, expected,
                   {fmt::format("claim {}: {}", expected.item, wanted.english),
                    fmt::format("事项 {}：{}", expected.item, wanted.chinese)},
                   {fmt::format("claim {}: {}", expected.item, came.english),
                    fmt::format("事项 {}：{}", expected.item, came.chinese)});
  }

  std::optional<Unmet> check_missing(const Expected& expected) const {
    const std::vector<std::string>& missing = decision_.missing;
    const bool is_met = std::all_of(expected.facts.begin(), expected.facts.end(), [&](const std::string& name) {
      return std::any_of(missing.begin(), missing.end(),
                         [&](const std::string& path) { return names_path(path, name); });
    });
    const Bilingual wanted = join(expected.facts);
    const Bilingual came = join(missing);
    return verdict(is_met, expected, {"missing " + wanted.english, "缺 " + wanted.chinese},
                   {"missing " + came.english, "缺 " + came.chinese});
  }

  const Program& program_;
  const Decision& decision_;
};

}  // namespace

std::vector<Unmet> judge(const Program& program, const PolicyTest& test, const Decision& decision) {
  const Judge judging(program, decision);
  std::vector<Unmet> unmet;
  for (const Expected& expected : test.expected) {
    std::optional<Unmet> one = judging.check(expected);
    if (one) unmet.push_back(std::move(*one));
  }
  return unmet;
}

}  // namespace polc::runtime

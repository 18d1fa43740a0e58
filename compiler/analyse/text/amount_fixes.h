// Repairs of amounts: exchange two of them, or write the number that the text has. Always the drafter's choice, never
// safe. Used by the checks that compare the amounts of items.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "compiler/analyse/text/paid_items.h"
#include "compiler/analyse/text/policy_text.h"

namespace polc::analyse::text {

/// Returns the place of the one number that the amount of `item` is written with; nothing where there are more.
std::optional<base::Span> amount_span(const PolicyText& policy, const PaidItem& item);

/// Adds the fix that exchanges the numbers of two items.
void offer_exchange(const PolicyText& policy, const PaidItem& one, const PaidItem& other, base::Diagnostic& finding);

/// Adds the fix that writes `number` as the amount of `item`.
void offer_number(const PolicyText& policy, const PaidItem& item, const std::string& number, base::Diagnostic& finding);

}  // namespace polc::analyse::text

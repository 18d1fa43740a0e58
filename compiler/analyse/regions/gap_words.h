// What a gap is called, which covered case is nearest to it, and how it can be closed. Used by the check of gaps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/analyse/regions/inspection.h"

namespace polc::analyse {

class GapWords {
 public:
  explicit GapWords(Inspection& inspection)
      : inspection_(inspection), view_(inspection.view), program_(inspection.program()) {}

  /// Returns the values of the dimensions and of what the conditions of cells read, at `point`.
  Bilingual describe(const Entry& entry, const TableView& view, const Region& point) const;

  /// "if 评审 were 首次复评审: CNY 20,000; ", or empty when no cell is near.
  Bilingual nearest(const Entry& entry, const TableView& view, const Region& point) const;

  /// Two cells between whose bounds on one number the point lies.
  struct Tiers {
    std::size_t lower = 0;  // places in the table's cells
    std::size_t upper = 0;
    std::size_t dimension = 0;
  };
  std::optional<Tiers> find_tiers(const Entry& entry, const TableView& view, const Region& point) const;

  /// Adds fixes that move one of the two bounds to the other.
  void offer_bounds(const Entry& entry, const TableView& view, const Tiers& tiers, base::Diagnostic& found) const;

  /// Adds the fix that says `nothing` for the point, where labels alone can say it; for values of one dimension.
  void offer_cell(const Entry& entry, const TableView& view, const Situation& situation, const Region& point,
                  base::Diagnostic& found) const;
  void offer_nothing(Index award, const std::vector<std::string>& labels, base::Diagnostic& found) const;

 private:
  std::vector<AxisId> axes_of(const TableView& view) const;
  std::optional<std::size_t> covering_cell(const TableView& view, const Region& point) const;
  void offer_bound(Index rule, bool is_upper, base::Diagnostic& found) const;

  Inspection& inspection_;
  PolicyView& view_;
  const Program& program_;
};

}  // namespace polc::analyse

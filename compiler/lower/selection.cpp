#include "compiler/lower/selection.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace polc::lower {

using base::Bilingual;

namespace {

void select_heading(const model::Model& model, const ast::AwardSelector& selector, Index file,
                    std::vector<Index>& selected, base::Diagnostics& out) {
  const bool is_section = selector.kind == ast::AwardSelector::Kind::Section;
  std::vector<std::string> known;
  bool exists = false;
  for (const model::Heading& heading : model.headings) {
    if (heading.file != file || heading.statement->is_section != is_section) continue;
    known.push_back(heading.statement->label.text);
    exists = exists || heading.statement->label.text == selector.name.text;
  }
  if (!exists) {
    model::report_unknown(model, selector.name, is_section ? Bilingual{"section", "章"} : Bilingual{"article", "条"},
                          std::move(known), out);
    return;
  }
  for (Index award = 0; award < model.award_statements.size(); ++award) {
    const model::Address& address = model.award_statements[award].address;
    const Index heading = is_section ? address.section : address.article;
    if (address.file == file && heading != runtime::kNone &&
        model.headings[heading].statement->label.text == selector.name.text)
      selected.push_back(award);
  }
}

}  // namespace

std::vector<Index> select_awards(const model::Model& model, const std::vector<ast::AwardSelector>& selectors,
                                 Index file, base::Diagnostics& out) {
  std::vector<Index> selected;
  for (const ast::AwardSelector& selector : selectors) {
    switch (selector.kind) {
      case ast::AwardSelector::Kind::Award: {
        const auto award = model.awards.find(selector.name.text);
        if (award != model.awards.end()) {
          selected.push_back(award->second);
        } else {
          base::Diagnostic& found =
              model::report_unknown(model, selector.name, {"award", "资助"}, model::sorted_names(model.awards), out);
          if (model.applicant_kinds.contains(selector.name.text)) {
            found.advise({"for a kind of applicant write `to " + selector.name.text + "`",
                          "限定申请人请写“对象 " + selector.name.text + "”"});
          }
        }
        break;
      }
      case ast::AwardSelector::Kind::Article:
      case ast::AwardSelector::Kind::Section: select_heading(model, selector, file, selected, out); break;
      case ast::AwardSelector::Kind::Every: {
        const std::size_t first = selected.size();
        selected.resize(first + model.program.awards.size());
        std::iota(selected.begin() + static_cast<std::ptrdiff_t>(first), selected.end(), Index{0});
        break;
      }
    }
  }
  const auto by_name = [&](Index lhs, Index rhs) {
    return model.program.awards[lhs].name < model.program.awards[rhs].name;
  };
  std::sort(selected.begin(), selected.end(), by_name);
  selected.erase(std::unique(selected.begin(), selected.end()), selected.end());
  return selected;
}

std::vector<bool> select_kinds(const model::Model& model, const std::vector<ast::Name>& to, base::Diagnostics& out) {
  std::vector<bool> admitted(model.program.num_kinds(), to.empty());
  for (const ast::Name& name : to) {
    const auto kind = model.applicant_kinds.find(name.text);
    if (kind == model.applicant_kinds.end()) {
      model::report_unknown(model, name, {"applicant kind", "申请人类别"}, model::sorted_names(model.applicant_kinds),
                            out);
      admitted.assign(admitted.size(), true);
      return admitted;
    }
    admitted[kind->second] = true;
  }
  return admitted;
}

}  // namespace polc::lower

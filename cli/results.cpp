#include "cli/results.h"

#include "runtime/explain/write_json.h"

namespace polc::cli {

ResultWriter::ResultWriter(const runtime::Program& program, Form form, bool is_single, runtime::LetterStyle style,
                           std::ostream& out)
    : program_(program),
      form_(form),
      is_single_(is_single),
      style_(style),
      out_(out),
      json_(buffer_, form == Form::Json ? base::JsonWriter::Layout::Indented : base::JsonWriter::Layout::Compact),
      rows_(program, form == Form::Cases ? runtime::ResultRows::Cases : runtime::ResultRows::Grants, ',') {
  if (form_ == Form::Json && !is_single_) json_.begin_array();
  if (form_ == Form::Grants || form_ == Form::Cases) buffer_ += rows_.header();
}

void ResultWriter::write(const runtime::Case& one, const runtime::Decision& decision,
                         const std::vector<runtime::NearestChange>& changes) {
  switch (form_) {
    case Form::Text:
      if (num_written_ > 0) buffer_ += '\n';
      buffer_ += runtime::write_letter(program_, one, decision, changes, style_);
      break;
    case Form::Json: runtime::write_json(program_, decision, style_.language, json_); break;
    case Form::Grants:
    case Form::Cases: rows_.write(decision, buffer_); break;
    case Form::JsonLines:
      runtime::write_json(program_, decision, style_.language, json_);
      buffer_ += '\n';
      break;
  }
  ++num_written_;
  pass_on();
}

void ResultWriter::finish() {
  if (form_ == Form::Json) {
    if (!is_single_) json_.end_array();
    if (!is_single_ || num_written_ > 0) buffer_ += '\n';
  }
  pass_on();
}

void ResultWriter::pass_on() {
  out_ << buffer_;
  buffer_.clear();
}

}  // namespace polc::cli

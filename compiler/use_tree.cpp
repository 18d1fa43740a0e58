#include "compiler/use_tree.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

#include "compiler/ast/build.h"

namespace polc::compiler {

using base::Code;
using base::plain;

namespace {

/// Splits at `/`, drops `.` and resolves `..`; nothing when it leads out of the folder or is absolute.
std::optional<std::string> resolve(const std::string& folder, const std::string& path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string::npos ||
      path.find(':') != std::string::npos)
    return std::nullopt;
  std::vector<std::string> parts;
  const std::string joined = folder.empty() ? path : folder + "/" + path;
  for (std::size_t begin = 0; begin <= joined.size();) {
    const std::size_t end = std::min(joined.find('/', begin), joined.size());
    const std::string part = joined.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string result;
  for (const std::string& part : parts) result += (result.empty() ? "" : "/") + part;
  return result;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

class TreeReader {
 public:
  TreeReader(std::string root, const ReadFile& read, base::SourceStore& sources, base::Diagnostics& out)
      : root_(std::move(root)), read_(read), sources_(sources), out_(out) {}

  std::deque<UsedFile> run(const std::string& shown, const std::string& name) {
    auto text = read_(shown);
    if (!text) {
      out_.report(Code::P2006, {},
                  {plain(shown), {"there is no such file, or it may not be read", "没有此文件，或无权读取"}});
      return {};
    }
    add(shown, name, std::move(*text), 0);
    return std::move(files_);
  }

 private:
  void add(const std::string& shown, const std::string& name, std::string text, std::size_t used_by) {
    const base::SourceId source = sources_.add(shown, std::move(text));
    const std::size_t index = files_.size();
    files_.push_back({ast::build(sources_, source, out_), name, used_by});
    indices_.emplace(name, index);
    open_.push_back(name);
    for (const ast::Statement& statement : files_[index].ast.statements) {
      if (const auto* use = std::get_if<ast::Use>(&statement)) follow(*use, index);
    }
    open_.pop_back();
  }

  void follow(const ast::Use& use, std::size_t by) {
    const auto name = resolve(folder_of(files_[by].path), use.path.text);
    if (!name) {
      out_.report(Code::P2008, use.path.span, {plain(use.path.text)})
          .advise({"copy the file into the folder of the policy, or move the policy up",
                   "请把该文件放进政策所在文件夹，或把政策移到上一级"});
      return;
    }
    const auto on_the_way = std::find(open_.begin(), open_.end(), *name);
    if (on_the_way != open_.end()) {
      std::string circle;
      for (auto at = on_the_way; at != open_.end(); ++at) circle += *at + " → ";
      out_.report(Code::P2007, use.path.span, {plain(circle + *name)});
      return;
    }
    if (indices_.contains(*name)) return;
    const std::string shown = root_.empty() ? *name : root_ + "/" + *name;
    auto text = read_(shown);
    if (!text) {
      out_.report(Code::P2006, use.path.span,
                  {plain(use.path.text), {"there is no such file, or it may not be read", "没有此文件，或无权读取"}});
      return;
    }
    add(shown, *name, std::move(*text), by);
  }

  std::string root_;
  const ReadFile& read_;
  base::SourceStore& sources_;
  base::Diagnostics& out_;
  std::deque<UsedFile> files_;
  std::unordered_map<std::string, std::size_t> indices_;
  std::vector<std::string> open_;  // the files being read, outermost first
};

}  // namespace

std::deque<UsedFile> read_use_tree(const std::string& path, const ReadFile& read, base::SourceStore& sources,
                                   base::Diagnostics& out) {
  const std::size_t slash = path.rfind('/');
  const std::string root = slash == std::string::npos ? std::string{} : path.substr(0, slash == 0 ? 1 : slash);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return TreeReader(root, read, sources, out).run(path, name);
}

}  // namespace polc::compiler

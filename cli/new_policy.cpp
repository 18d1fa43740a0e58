#include "cli/new_policy.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/unicode.h"
#include "cli/files.h"
#include "cli/usage.h"
#include "compiler/analyse/draft/draft.h"
#include "grammar/format.h"

namespace polc::cli {
namespace {

namespace fs = std::filesystem;
using base::Bilingual;
using base::Language;

/// The longest documents known to us have a few hundred kilobytes.
constexpr std::size_t kMaxDocumentBytes = std::size_t{16} << 20U;

struct NewOptions {
  std::string document;
  std::string output;
  std::string keywords;
  bool may_replace = false;
};

/// What a file that is no plain text begins with, and what it is then.
struct Signature {
  std::string_view bytes;
  std::string_view english;
  std::string_view chinese;
};

constexpr std::array<Signature, 5> kSignatures{
    {{"%PDF", "a PDF", "PDF 文件"},
     {"PK\x03\x04", "a Word document (.docx) or an archive", "Word 文档（.docx）或压缩包"},
     {"\xD0\xCF\x11\xE0", "a Word document (.doc)", "Word 文档（.doc）"},
     {"\xFF\xFE", "a text in UTF-16", "UTF-16 编码的文本"},
     {"\xFE\xFF", "a text in UTF-16", "UTF-16 编码的文本"}}};

/// True where all bytes above ASCII pair up as GBK has them.
bool may_be_gbk(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead < 0x80) continue;
    const auto trail = at + 1 < bytes.size() ? static_cast<unsigned char>(bytes[at + 1]) : 0U;
    if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) return false;
    ++at;
  }
  return true;
}

/// Returns why `bytes` is no document that can be read, or nothing.
std::optional<Bilingual> fault_of(std::string_view bytes) {
  if (bytes.size() > kMaxDocumentBytes)
    return Bilingual{fmt::format("it has {} bytes; documents have at most {}", bytes.size(), kMaxDocumentBytes),
                     fmt::format("有 {} 字节，原文最多 {} 字节", bytes.size(), kMaxDocumentBytes)};
  for (const Signature& one : kSignatures) {
    if (bytes.starts_with(one.bytes))
      return Bilingual{fmt::format("it is {}; save it as plain text in UTF-8", one.english),
                       fmt::format("它是{}，请另存为 UTF-8 纯文本", one.chinese)};
  }
  const std::size_t zero = bytes.find('\0');
  if (zero != std::string_view::npos)
    return Bilingual{fmt::format("it is no text: byte {} is zero; save the document as plain text in UTF-8", zero + 1),
                     fmt::format("它不是文本：第 {} 个字节为零，请将原文另存为 UTF-8 纯文本", zero + 1)};
  const std::size_t invalid = base::find_invalid_utf8(bytes);
  if (invalid < bytes.size()) {
    const auto line = std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(invalid), '\n') + 1;
    const bool is_gbk = may_be_gbk(bytes);
    const auto byte = static_cast<unsigned char>(bytes[invalid]);
    return Bilingual{
        fmt::format(
            "it is not UTF-8: byte 0x{:02X} in line {}; {}", byte, line,
            is_gbk ? "it may be GBK: iconv -f GB18030 -t UTF-8 makes it UTF-8" : "save it as plain text in UTF-8"),
        fmt::format("不是 UTF-8 编码：第 {} 行有字节 0x{:02X}；{}", line, byte,
                    is_gbk ? "可能是 GBK 编码，可用 iconv -f GB18030 -t UTF-8 转换" : "请另存为 UTF-8 纯文本")};
  }
  for (std::size_t at = 0; at < bytes.size();) {
    const base::CodePoint point = base::decode_at(bytes, at);
    const bool is_blank = point.value <= U' ' || base::is_space(point.value) || base::is_invisible(point.value);
    if (!is_blank) return std::nullopt;
    at += point.length;
  }
  return Bilingual{"there is no text in it", "其中没有文字"};
}

/// One run of the command.
class New {
 public:
  New(const NewOptions& options, CommandContext& context) : options_(options), context_(context) {}

  int run() {
    if (options_.document.empty()) return refuse(words("no document was given", "没有给出原文文件"));
    if (const int code = check_output()) return code;
    FileReader reader(context_.in);
    const std::optional<std::string> document = reader.read(options_.document);
    if (!document) return note(reader.problem());
    if (const std::optional<Bilingual> fault = fault_of(*document)) return note({options_.document, *fault});
    const std::optional<std::string> policy = draft(*document);
    if (!policy) return report_unreadable_draft();
    return deliver(*policy);
  }

 private:
  std::string_view words(std::string_view english, std::string_view chinese) const {
    return pick(context_.language, english, chinese);
  }

  int refuse(std::string_view what) const { return report_wrong_use(context_, what, "new"); }

  int note(const FileProblem& problem) const {
    context_.err << problem.message(context_.language) << '\n';
    return 2;
  }

  bool has_output() const { return !options_.output.empty() && options_.output != kStandardInput; }

  // Returns 2 when the output may not be written, which is then reported.
  int check_output() const {
    if (!has_output()) return 0;
    if (options_.document != kStandardInput && identity_of(options_.document) == identity_of(options_.output))
      return refuse(words("the output is the document itself", "输出文件就是原文"));
    std::error_code error;
    if (fs::is_directory(options_.output, error)) return note({options_.output, {"it is a directory", "它是文件夹"}});
    if (!options_.may_replace && fs::exists(fs::symlink_status(options_.output, error)))
      return note({options_.output, {"it exists already; --force replaces it", "文件已存在；如要替换，请加 --force"}});
    return 0;
  }

  /// Returns the policy in the canonical layout; nothing where what was made cannot be read again.
  std::optional<std::string> draft(const std::string& document) const {
    using namespace analyse::draft;
    const Language keywords = options_.keywords == "zh"   ? Language::Chinese
                              : options_.keywords == "en" ? Language::English
                                                          : language_of(document);
    const bool is_input = options_.document == kStandardInput;
    const std::string title = is_input ? "policy" : fs::path(options_.document).stem().string();
    base::SourceStore sources;
    const base::SourceId id =
        sources.add(options_.output, draft_policy(document, {is_input ? "" : source_path(), title, keywords}));
    base::Diagnostics found;
    grammar::FormatResult result = grammar::format_text(sources.get(id), id, {.keywords = keywords}, found);
    if (result.outcome != grammar::FormatOutcome::Done) return std::nullopt;
    return std::move(result.text);
  }

  /// Returns the path of the document from the folder of the policy.
  std::string source_path() const {
    std::error_code error;
    const fs::path folder = has_output() ? fs::path(options_.output).parent_path() : fs::path();
    const fs::path path = fs::proximate(options_.document, folder.empty() ? fs::path(".") : folder, error);
    return error ? options_.document : path.generic_string();
  }

  int report_unreadable_draft() const {
    context_.err << words(
        "polc: the draft that was made of the document cannot be read again; nothing was written. "
        "This is a fault of polc, please report it with the document\n",
        "polc：由原文生成的草稿无法再次读入；未写入任何内容。这是 polc 自身的故障，请附原文报告\n");
    return 3;
  }

  int deliver(const std::string& policy) const {
    if (!has_output()) {
      context_.out << policy;
      return 0;
    }
    if (const std::optional<FileProblem> problem = replace_file(options_.output, policy)) return note(*problem);
    context_.err << fmt::format(fmt::runtime(words("{}: written; confirm each comment, then run `polc check`",
                                                   "{}：已写出；请逐条核对注释，再运行 polc check")),
                                options_.output)
                 << '\n';
    return 0;
  }

  const NewOptions& options_;
  CommandContext& context_;
};

constexpr std::string_view kEnglishExamples =
    "The policy quotes the document word for word, article by article. Amounts, shares, bounds and telling words\n"
    "stand below each text as comments: nothing is paid until they are confirmed and written as rules.\n"
    "Examples:\n"
    "  polc new sources/measures.txt                      to standard output\n"
    "  polc new sources/measures.txt -o measures.pol      to a new file, which then names the document\n"
    "  polc new - < measures.txt                          from standard input\n"
    "Exit codes: 0 done, 2 wrong use, or a file that cannot be read or written, 3 fault of polc";

constexpr std::string_view kChineseExamples =
    "生成的政策逐条逐字引用原文；读到的金额、比例、界限和关键用语以注释列在各条文之下，\n"
    "核对并写成规则之前，不支付任何金额。\n"
    "示例：\n"
    "  polc new sources/办法.txt                          写到标准输出\n"
    "  polc new sources/办法.txt -o 办法.pol              写到新文件，其中注明原文路径\n"
    "  polc new - < 办法.txt                              从标准输入读取\n"
    "退出码：0 完成；2 用法不当或文件不可读写；3 polc 自身故障";

}  // namespace

void register_new(CLI::App& app, CommandContext& context, int& exit_code) {
  const Language language = context.language;
  const auto text = [language](std::string_view english, std::string_view chinese) {
    return std::string(pick(language, english, chinese));
  };
  const auto options = std::make_shared<NewOptions>();
  CLI::App* command = app.add_subcommand("new", text("make a starting policy from a document", "由原文生成政策草稿"));
  command->add_option(
      "DOCUMENT", options->document,
      text("the document: plain text in UTF-8; - is standard input", "原文：UTF-8 纯文本；- 指标准输入"));
  command
      ->add_option("-o,--output", options->output,
                   text("the policy; a file that exists is not replaced", "政策文件；已有的文件不会被替换"))
      ->type_name("FILE.pol");
  command->add_flag("--force", options->may_replace,
                    text("replace the file of -o if it exists", "-o 的文件已存在时予以替换"));
  take_one_of(command->add_option("--keywords", options->keywords,
                                  text("the language of the keywords; without it, that of the document",
                                       "关键词所用语言；不写则同原文")),
              {"en", "zh"}, language);
  command->footer(std::string(pick(language, kEnglishExamples, kChineseExamples)));
  command->callback([options, &context, &exit_code] { exit_code = New(*options, context).run(); });
}

}  // namespace polc::cli

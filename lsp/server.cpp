#include "lsp/server.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/version.h"
#include "lsp/uri.h"

namespace polc::lsp {
namespace {

// Error codes of JSON-RPC 2.0 and LSP 3.17.
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInternalError = -32603;
constexpr int kNotInitialized = -32002;
constexpr int kRequestFailed = -32803;
constexpr int kRequestCancelled = -32800;

/// A request that cannot be granted for a reason the user should read.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

std::string text_at(const Json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json object_at(const Json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  return found != json.end() && found->is_object() ? *found : Json::object();
}

std::string uri_in(const Json& params) { return text_at(object_at(params, "textDocument"), "uri"); }

std::int64_t version_in(const Json& params) {
  const Json document = object_at(params, "textDocument");
  const auto found = document.find("version");
  return found != document.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

std::vector<std::string> folders_in(const Json& params) {
  std::vector<std::string> folders;
  const auto add = [&](const std::string& uri) {
    if (const auto path = path_of(uri)) folders.push_back(*path);
  };
  const auto found = params.is_object() ? params.find("workspaceFolders") : params.end();
  if (found != params.end() && found->is_array()) {
    for (const Json& folder : *found) add(text_at(folder, "uri"));
  }
  if (folders.empty()) add(text_at(params, "rootUri"));
  return folders;
}

bool offers_utf8(const Json& params) {
  const Json general = object_at(object_at(params, "capabilities"), "general");
  const auto found = general.find("positionEncodings");
  if (found == general.end() || !found->is_array()) return false;
  for (const Json& encoding : *found) {
    if (encoding == "utf-8") return true;
  }
  return false;
}

Json capabilities(PositionEncoding encoding) {
  constexpr int kIncremental = 2;
  return {{"positionEncoding", encoding == PositionEncoding::Utf8 ? "utf-8" : "utf-16"},
          {"textDocumentSync", {{"openClose", true}, {"change", kIncremental}, {"save", {{"includeText", false}}}}},
          {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}},
          {"hoverProvider", true},
          {"completionProvider", {{"triggerCharacters", {" ", "\"", "="}}}},
          {"signatureHelpProvider", {{"triggerCharacters", {" "}}}},
          {"definitionProvider", true},
          {"referencesProvider", true},
          {"documentHighlightProvider", true},
          {"renameProvider", {{"prepareProvider", true}}},
          {"documentSymbolProvider", true},
          {"workspaceSymbolProvider", true},
          {"foldingRangeProvider", true},
          {"documentLinkProvider", {{"resolveProvider", false}}},
          {"semanticTokensProvider",
           {{"legend", {{"tokenTypes", token_types()}, {"tokenModifiers", Json::array()}}}, {"full", true}}},
          {"documentFormattingProvider", true},
          {"documentRangeFormattingProvider", true},
          {"inlayHintProvider", true},
          {"codeLensProvider", {{"resolveProvider", false}}},
          {"workspace", {{"workspaceFolders", {{"supported", true}}}}}};
}

}  // namespace

Server::Server(base::Language language, std::function<void(const Json&)> send)
    : language_(language), send_(std::move(send)) {
  register_requests();
  register_features();
}

// ---------------------------------------------------------------- messages

void Server::handle(const std::string& content, const std::function<bool(const Json&)>& is_cancelled) {
  const Json message = Json::parse(content, nullptr, false);
  if (message.is_discarded()) return refuse(nullptr, kParseError, "the message is not JSON");
  const std::string method = text_at(message, "method");
  const auto id = message.is_object() ? message.find("id") : message.end();
  const bool has_id = id != message.end() && (id->is_string() || id->is_number());
  if (method.empty()) {
    const bool is_reply = message.is_object() && (message.contains("result") || message.contains("error"));
    if (!is_reply) refuse(has_id ? *id : Json(nullptr), kInvalidRequest, "the message names no method");
    return;
  }
  const Json params = object_at(message, "params");
  if (has_id && is_cancelled(*id)) {
    refuse(*id, kRequestCancelled, "cancelled");
  } else if (has_id) {
    answer(*id, method, params);
  } else {
    notice(method, params);
  }
}

void Server::answer(const Json& id, const std::string& method, const Json& params) {
  if (method == "initialize") {
    respond(id, initialize(params));
    return;
  }
  if (!is_initialized_) return refuse(id, kNotInitialized, "`initialize` comes first");
  if (was_shut_down_) return refuse(id, kInvalidRequest, "the server is shutting down");
  const auto request = requests_.find(method);
  if (request == requests_.end()) return refuse(id, kMethodNotFound, "unknown method " + method);
  try {
    respond(id, request->second(params));
  } catch (const Refusal& refusal) {
    refuse(id, kRequestFailed, refusal.what());
  } catch (const std::exception& fault) {
    // A fault of ours costs one answer, not the session.
    refuse(id, kInternalError, fault.what());
  }
}

void Server::notice(const std::string& method, const Json& params) {
  const std::string uri = uri_in(params);
  if (method == "exit") {
    is_stopped_ = true;
  } else if (method == "textDocument/didOpen") {
    workspace_.documents.open(uri, text_at(object_at(params, "textDocument"), "text"), version_in(params));
  } else if (method == "textDocument/didChange") {
    if (!workspace_.documents.change(uri, params.value("contentChanges", Json::array()), version_in(params),
                                     workspace_.encoding))
      return;
  } else if (method == "textDocument/didClose") {
    workspace_.documents.close(uri);
    changed_.erase(uri);
    unpublished_.erase(uri);
    send_({{"jsonrpc", "2.0"},
           {"method", "textDocument/publishDiagnostics"},
           {"params", {{"uri", uri}, {"diagnostics", Json::array()}}}});
  } else if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") {
    workspace_.note_files_changed();
  } else {
    return;  // unknown notifications are to be passed over
  }
  workspace_.note_change();
  // A change may reach every document that is compiled together with it.
  for (const auto& [open, document] : workspace_.documents.all()) {
    changed_.insert(open);
    unpublished_.insert(open);
  }
}

void Server::respond(const Json& id, Json result) {
  send_({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
}

void Server::refuse(const Json& id, int code, const std::string& message) {
  send_({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

// ---------------------------------------------------------------- findings

void Server::publish(const std::string& uri) {
  const auto findings = workspace_.findings(uri);
  if (!findings) return;
  send_({{"jsonrpc", "2.0"},
         {"method", "textDocument/publishDiagnostics"},
         {"params",
          {{"uri", uri},
           {"version", workspace_.documents.find(uri)->version},
           {"diagnostics", diagnostics(*findings, language_)}}}});
}

void Server::publish_changed() {
  if (was_shut_down_) return;
  for (const std::string& uri : std::exchange(unpublished_, {})) publish(uri);
}

bool Server::analyse_one() {
  if (changed_.empty() || was_shut_down_) return false;
  const std::string uri = *changed_.begin();
  changed_.erase(changed_.begin());
  if (!workspace_.analyse(uri)) return true;
  publish(uri);
  refresh_lenses();
  return true;
}

void Server::refresh_lenses() {
  if (!takes_lens_refresh_) return;
  send_({{"jsonrpc", "2.0"},
         {"id", "lenses-" + std::to_string(++num_lens_refreshes_)},
         {"method", "workspace/codeLens/refresh"}});
}

// ---------------------------------------------------------------- requests

Json Server::initialize(const Json& params) {
  is_initialized_ = true;
  workspace_.encoding = offers_utf8(params) ? PositionEncoding::Utf8 : PositionEncoding::Utf16;
  workspace_.set_folders(folders_in(params));
  takes_lens_refresh_ = object_at(object_at(object_at(params, "capabilities"), "workspace"), "codeLens")
                            .value("refreshSupport", Json()) == true;
  const std::string locale = text_at(params, "locale");
  if (locale.starts_with("zh")) language_ = base::Language::Chinese;
  return {{"capabilities", capabilities(workspace_.encoding)},
          {"serverInfo", {{"name", "polc"}, {"version", base::kVersion}}}};
}

void Server::at_position(const std::string& method, std::function<Json(const Snapshot&, Position)> feature) {
  of_document(method, [feature = std::move(feature)](const Snapshot& snapshot, const Json& params) {
    return feature(snapshot, read_position(object_at(params, "position")));
  });
}

void Server::of_document(const std::string& method, std::function<Json(const Snapshot&, const Json&)> feature) {
  requests_[method] = [this, feature = std::move(feature)](const Json& params) -> Json {
    const auto snapshot = workspace_.snapshot(uri_in(params));
    return snapshot ? feature(*snapshot, params) : Json(nullptr);
  };
}

Json Server::rename_name(const Json& params) {
  const auto snapshot = workspace_.snapshot(uri_in(params));
  if (!snapshot) return nullptr;
  Renamed renamed = rename(*snapshot, read_position(object_at(params, "position")), text_at(params, "newName"));
  if (!renamed.problem.english.empty()) throw Refusal(renamed.problem.in(language_));
  return std::move(renamed.edit);
}

void Server::register_requests() {
  requests_["shutdown"] = [this](const Json&) {
    was_shut_down_ = true;
    return Json(nullptr);
  };
  requests_["textDocument/rename"] = [this](const Json& params) { return rename_name(params); };
  requests_["textDocument/codeAction"] = [this](const Json& params) -> Json {
    const auto findings = workspace_.findings(uri_in(params));
    return findings ? code_actions(*findings, object_at(params, "range"), language_) : Json(nullptr);
  };
  requests_["textDocument/codeLens"] = [this](const Json& params) -> Json {
    const auto findings = workspace_.findings(uri_in(params));
    return findings ? code_lenses(*findings, language_) : Json(nullptr);
  };
  requests_["workspace/symbol"] = [this](const Json& params) {
    Json all = Json::array();
    for (const auto& [uri, document] : workspace_.documents.all()) {
      for (Json& one : workspace_symbols(*workspace_.snapshot(uri), text_at(params, "query"))) {
        const bool is_known = std::find(all.begin(), all.end(), one) != all.end();
        if (!is_known) all.push_back(std::move(one));
      }
    }
    return all;
  };
}

void Server::register_features() {
  at_position("textDocument/hover",
              [this](const Snapshot& snapshot, Position position) { return hover(snapshot, position, language_); });
  at_position("textDocument/completion", [this](const Snapshot& snapshot, Position position) {
    return completion(snapshot, position, language_);
  });
  at_position("textDocument/signatureHelp", [this](const Snapshot& snapshot, Position position) {
    return signature_help(snapshot, position, language_);
  });
  at_position("textDocument/definition", definition);
  at_position("textDocument/documentHighlight", document_highlight);
  at_position("textDocument/prepareRename", prepare_rename);
  of_document("textDocument/references", [](const Snapshot& snapshot, const Json& params) {
    return references(snapshot, read_position(object_at(params, "position")),
                      object_at(params, "context").value("includeDeclaration", true));
  });
  of_document("textDocument/documentSymbol",
              [](const Snapshot& snapshot, const Json&) { return document_symbols(snapshot); });
  of_document("textDocument/foldingRange",
              [](const Snapshot& snapshot, const Json&) { return folding_ranges(snapshot); });
  of_document("textDocument/documentLink",
              [](const Snapshot& snapshot, const Json&) { return document_links(snapshot); });
  of_document("textDocument/formatting",
              [](const Snapshot& snapshot, const Json&) { return formatting(snapshot, Json::object()); });
  of_document("textDocument/rangeFormatting", [](const Snapshot& snapshot, const Json& params) {
    return formatting(snapshot, object_at(params, "range"));
  });
  of_document("textDocument/semanticTokens/full",
              [](const Snapshot& snapshot, const Json&) { return semantic_tokens(snapshot); });
  of_document("textDocument/inlayHint", [](const Snapshot& snapshot, const Json& params) {
    return inlay_hints(snapshot, object_at(params, "range"));
  });
}

}  // namespace polc::lsp

// The language server (LSP 3.17): takes messages, keeps the workspace, answers requests with the features. One thread
// answers in order; another reads, so that a request that was cancelled, or a change that another overtakes, costs
// nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <set>
#include <string>

#include "base/language.h"
#include "lsp/transport.h"
#include "lsp/workspace.h"

namespace polc::lsp {

class Server {
 public:
  /// `send` takes every message for the client.
  Server(base::Language language, std::function<void(const Json&)> send);

  /// Handles one message, whatever it is; answers and notifications go to `send`. A request whose id `is_cancelled`
  /// says yes to is not answered but refused.
  void handle(const std::string& content, const std::function<bool(const Json&)>& is_cancelled);

  /// Publishes the findings of documents that changed. Called when no message waits.
  void publish_changed();
  /// Analyses one document that has not been since it changed; returns false when none is left. Called when the client
  /// is quiet.
  bool analyse_one();

  bool is_stopped() const { return is_stopped_; }
  /// Returns 0 after `shutdown` and `exit`, 1 when the client left without them.
  int exit_code() const { return was_shut_down_ ? 0 : 1; }

 private:
  using Answer = std::function<Json(const Json&)>;

  void register_requests();
  void register_features();
  void answer(const Json& id, const std::string& method, const Json& params);
  void notice(const std::string& method, const Json& params);
  void respond(const Json& id, Json result);
  void refuse(const Json& id, int code, const std::string& message);
  void publish(const std::string& uri);
  /// Has the client ask for the code lenses anew: only the analysis knows of overlaps, and it comes after the last
  /// change.
  void refresh_lenses();

  Json initialize(const Json& params);
  Json rename_name(const Json& params);
  /// Registers a request about a place of a document; null where the document is not open.
  void at_position(const std::string& method, std::function<Json(const Snapshot&, Position)> feature);
  void of_document(const std::string& method, std::function<Json(const Snapshot&, const Json&)> feature);

  base::Language language_;
  std::function<void(const Json&)> send_;
  Workspace workspace_;
  std::map<std::string, Answer> requests_;
  std::set<std::string> changed_;      // URIs of documents that wait for the analysis
  std::set<std::string> unpublished_;  // and for their findings to be sent
  bool is_initialized_ = false;
  bool takes_lens_refresh_ = false;
  std::int64_t num_lens_refreshes_ = 0;
  bool was_shut_down_ = false;
  bool is_stopped_ = false;
};

/// Serves one client on two streams until it leaves. Returns the exit code.
int serve(std::istream& in, std::ostream& out, base::Language language);

}  // namespace polc::lsp

#include <chrono>
#include <condition_variable>
#include <deque>
#include <istream>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "lsp/server.h"

namespace polc::lsp {
namespace {

/// The analysis waits until the client has been quiet for so long.
constexpr std::chrono::milliseconds kQuiet{250};

/// Messages between the thread that reads and the one that answers.
class Inbox {
 public:
  void put(ReadMessage message) {
    const std::lock_guard lock(mutex_);
    note_cancelled(message.content);
    messages_.push_back(std::move(message));
    arrived_.notify_one();
  }

  /// Returns whether the client no longer wants the answer to a request that was taken.
  bool is_cancelled(const Json& id) {
    const std::lock_guard lock(mutex_);
    return cancelled_.erase(id.dump()) > 0;
  }

  /// Returns the next message, or nothing when none comes within `patience`.
  std::optional<ReadMessage> take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, patience, [this] { return !messages_.empty(); })) return std::nullopt;
    ReadMessage message = std::move(messages_.front());
    messages_.pop_front();
    return message;
  }

  bool is_empty() {
    const std::lock_guard lock(mutex_);
    return messages_.empty();
  }

 private:
  void note_cancelled(const std::string& content) {
    if (content.find("$/cancelRequest") == std::string::npos) return;
    const Json message = Json::parse(content, nullptr, false);
    const bool is_cancel = message.is_object() && message.value("method", Json()) == "$/cancelRequest" &&
                           message.value("params", Json()).is_object();
    if (is_cancel) cancelled_.insert(message["params"].value("id", Json()).dump());
  }

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<ReadMessage> messages_;
  std::set<std::string> cancelled_;  // ids, as JSON
};

void read_all(std::istream& in, Inbox& inbox) {
  while (true) {
    ReadMessage message = read_message(in);
    const bool is_last = message.outcome == ReadOutcome::End || message.outcome == ReadOutcome::Broken;
    inbox.put(std::move(message));
    if (is_last) return;
  }
}

}  // namespace

int serve(std::istream& in, std::ostream& out, base::Language language) {
  // Standard input flushes standard output before it reads; from another thread that would tear messages apart.
  in.tie(nullptr);
  // A client that said `exit` may leave its end open: the reader then outlives this call and keeps the inbox.
  const auto inbox = std::make_shared<Inbox>();
  Server server(language, [&](const Json& message) { write_message(out, message); });
  std::thread([&in, inbox] { read_all(in, *inbox); }).detach();
  while (!server.is_stopped()) {
    std::optional<ReadMessage> message = inbox->take(kQuiet);
    if (!message) {
      server.analyse_one();
      continue;
    }
    if (message->outcome == ReadOutcome::End || message->outcome == ReadOutcome::Broken) break;
    if (message->outcome == ReadOutcome::Message)
      server.handle(message->content, [&](const Json& id) { return inbox->is_cancelled(id); });
    if (inbox->is_empty()) server.publish_changed();
  }
  return server.exit_code();
}

}  // namespace polc::lsp

// Counts of what did not become an event: duplicates and rejects, by source and reason, kept by the minute as running
// totals. In the writer's memory until a commit; bounded in its keys. Writer's thread. Internal to ingest/log.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "ingest/event/result.h"
#include "ingest/log/database.h"
#include "ingest/log/log_reader.h"

namespace gridwall::log {

enum class TallyKind : int64_t { kDuplicate = 1, kReject = 2 };

struct SourceCount {
  std::string source;
  std::string reason;  // empty for duplicates
  uint64_t count = 0;
};

struct TallyTotal {
  TallyKind kind{};
  SourceCount count;
  int64_t minute = 0;
  int64_t last_ns = 0;
};
// The total of each source and reason in the last minute whose last count was received by at_ns.
Result<std::vector<TallyTotal>> read_tallies(const Database& database, int64_t at_ns);

class Tallies {
 public:
  Status load(const Database& database);
  void note(TallyKind kind, std::string_view source, std::string_view reason, int64_t received_ns);
  bool dirty() const { return dirty_; }
  Status flush(Database& database);  // inside a transaction
  void committed();
  void rolled_back();

 private:
  struct Entry {
    int64_t minute = 0;
    int64_t last_ns = 0;
    uint64_t total = 0;
    bool operator==(const Entry&) const = default;
  };
  struct Pair {
    Entry committed;
    Entry now;
  };
  using Key = std::tuple<TallyKind, std::string, std::string>;
  using KeyView = std::tuple<TallyKind, std::string_view, std::string_view>;
  struct Less {
    using is_transparent = void;
    static KeyView view(const Key& key) { return {std::get<0>(key), std::get<1>(key), std::get<2>(key)}; }
    static KeyView view(const KeyView& key) { return key; }
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      return view(a) < view(b);
    }
  };
  std::map<Key, Pair, Less> entries_;
  bool dirty_ = false;
};

}  // namespace gridwall::log

// What desks say they are at, so that another one sees it: a form being filled in, and what it is about. Not logged:
// it is true for seconds, and what an officer has done stands in the log as an event. A desk says it again every few
// seconds; one that falls silent is gone. Plain values and one owner's thread; the caller passes the time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/feed/heartbeat.h"

namespace gridwall::feed {

inline constexpr int64_t kPresenceEveryNs = 3'000'000'000;  // how often a desk says it again
inline constexpr int64_t kPresenceLastsNs = 10'000'000'000;
inline constexpr size_t kMostDesks = 64;

// A frame to intake, alone in its message. It is not answered.
std::string encode_presence(const DeskHealth& desk);
bool is_presence(std::string_view frame);
std::optional<DeskHealth> parse_presence(std::string_view frame);

class PresenceBoard {
 public:
  // True: another desk, or at something else than before. A frame that cannot be read, or one desk too many, is false.
  bool take(std::string_view frame, int64_t steady_ns);
  std::vector<DeskHealth> desks(int64_t steady_ns) const;  // by name, those heard of lately

 private:
  struct Heard {
    DeskHealth desk;
    int64_t at_ns = 0;
  };
  std::map<std::string, Heard, std::less<>> heard_;
};

}  // namespace gridwall::feed

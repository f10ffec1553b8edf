// Lines as a stranger may send them: the one parser, its masking and the fold behind it. What is logged must be read
// again from the log as exactly what was folded live.
#include <cstdlib>

#include "ingest/event/encode.h"
#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/event/validate.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/state_json.h"
#include "tests/support/small_county.h"

namespace gridwall {
namespace {

constexpr int64_t kNowNs = 1'795'242'728 * kNsPerSecond;  // 2026-11-21T14:32:08+08:00

class Wall {
 public:
  void take(std::string_view line) {
    Event event;
    if (parser_.parse(line, event)) {
      const std::string kept = parser_.masked(line, 100);
      if (kept.size() > 100) abort();
      return;
    }
    const std::string body(event.body);
    Event logged;
    if (from_log_.parse(body, logged) || logged.body != body || encode(logged) != encode(event)) abort();
    if (from_log_.parse_logged(body, logged) || logged.body != body || encode(logged) != encode(event)) abort();
    if (validate(event, kNowNs)) return;
    Stamp stamp;
    stamp.seq = state.seq + 1;
    stamp.feed_seq = state.feed_seq[static_cast<size_t>(event.feed())] + 1;
    stamp.received_ns = kNowNs;
    stamp.grid = county().grid_index(event.grid_code);
    apply(state, county(), event, stamp);
  }
  static const County& county() {
    static const County county = testing::small_county();
    return county;
  }
  CountyState state{county()};

 private:
  inline static Parser parser_, from_log_;  // made once, as the daemon makes them
};

}  // namespace
}  // namespace gridwall

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall;
  Wall wall;
  std::string_view rest(data, size);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    wall.take(line);
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  if (wall.state.seq == 0) return 0;
  state_json(wall.state, Wall::county(), kNowNs, {}, {true, {}});
  const std::string bytes = serialize(wall.state);
  const Result<CountyState> back = deserialize(bytes, Wall::county());
  if (!back || serialize(*back) != bytes) abort();
  return 0;
}

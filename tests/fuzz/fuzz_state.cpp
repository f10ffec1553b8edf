// A state out of a checkpoint or a snapshot that a stranger wrote: refused, or good enough to show and to fold on.
#include "ingest/event/time.h"
#include "ingest/state/checkpoint.h"
#include "ingest/state/matter_lists.h"
#include "ingest/state/org_board.h"
#include "ingest/state/state_json.h"
#include "ingest/state/whistle_board.h"
#include "tests/support/small_county.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall;
  static const County county = testing::small_county();
  const Result<CountyState> state = deserialize({data, size}, county);
  if (!state) return 0;
  const int64_t now_ns = 1'795'242'728 * kNsPerSecond;
  state_json(*state, county, now_ns, {}, {true, {}});
  matter_lists(*state, county, now_ns, MatterQuery{});
  whistle_board(*state, county, now_ns, Window::kAll);
  org_scores(*state, county, now_ns, *parse_period("2026"));
  assessed_periods(*state, county);
  serialize(*state);
  return 0;
}

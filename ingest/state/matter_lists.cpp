#include "ingest/state/matter_lists.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/request_tally.h"

namespace gridwall::inline state {
namespace {

bool earlier(const Matter& a, const Matter& b) {
  return a.due_ns != b.due_ns ? a.due_ns < b.due_ns : a.request < b.request;
}

// The earliest `limit` of whatever passes: a heap with the latest of them on top, so that each costs O(log limit).
class Earliest {
 public:
  explicit Earliest(size_t limit) : limit_(limit) {}

  void offer(const Matter& matter) {
    ++count_;
    if (kept_.size() < limit_) {
      kept_.push_back(matter);
      std::push_heap(kept_.begin(), kept_.end(), earlier);
    } else if (limit_ > 0 && earlier(matter, kept_.front())) {
      std::pop_heap(kept_.begin(), kept_.end(), earlier);
      kept_.back() = matter;
      std::push_heap(kept_.begin(), kept_.end(), earlier);
    }
  }

  int64_t count() const { return count_; }
  std::vector<Matter> take() {
    std::sort_heap(kept_.begin(), kept_.end(), earlier);
    return std::move(kept_);
  }

 private:
  size_t limit_;
  int64_t count_ = 0;
  std::vector<Matter> kept_;
};

}  // namespace

MatterLists matter_lists(const CountyState& state, const County& county, int64_t now_ns, const MatterQuery& query) {
  const ScopePlaces places(county, query.scope);
  const int64_t promise_ns = county.response_promise_s * kNsPerSecond;
  Earliest overdue(query.limit), due_soon(query.limit), promises(query.limit);
  for (const RequestIndex index : state.open_requests) {
    const Request& request = state.requests[index];
    if (!places.holds_grid(request.grid)) continue;
    if (promise_ns > 0 && promise_undecided(request, promise_ns, now_ns)) {
      const int64_t until_ns = request.placed_ns + promise_ns;
      promises.offer({index, until_ns, until_ns - now_ns});
    }
    if (request.due_ns == kNever || request.deferred_at(now_ns)) continue;
    const Matter matter{index, request.due_ns, request.due_ns - now_ns};
    if (matter.left_ns < 0) {
      overdue.offer(matter);
    } else if (matter.left_ns <= query.soon_ns) {
      due_soon.offer(matter);
    }
  }
  MatterLists lists;
  lists.overdue_count = overdue.count();
  lists.due_soon_count = due_soon.count();
  lists.promise_count = promises.count();
  lists.overdue = overdue.take();
  lists.due_soon = due_soon.take();
  lists.promises = promises.take();
  return lists;
}

}  // namespace gridwall::state

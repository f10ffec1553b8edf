#include "viewer/playback/compared_moment.h"

#include "ingest/event/time.h"
#include "viewer/view_model/navigation.h"

namespace gridwall::playback {
namespace {

constexpr size_t kNoKeyframes = 0;  // one state is looked for, and kept by us

}  // namespace

ComparedMoment::ComparedMoment(source::PastFactory past, std::function<void()> wake)
    : past_(std::move(past)), wake_(std::move(wake)) {}

void ComparedMoment::mark(int64_t at_ns) {
  end();
  at_ns_ = at_ns;
  ++number_;
  if (!past_) return;
  worker_ = std::make_unique<PastWorker>(past_, wake_, kNoKeyframes);
  worker_->seek({at_ns, 0});
}

void ComparedMoment::end() {
  worker_.reset();
  comparison_.reset();
  figures_.reset();
  scope_.reset();
  found_.reset();
}

Status ComparedMoment::step() {
  if (worker_ == nullptr) return Done{};
  std::optional<PastWorker::Found> found = worker_->take_found();
  return found ? take(std::move(*found)) : Status(Done{});
}

Status ComparedMoment::find_now(int64_t at_ns) {
  mark(at_ns);
  while (worker_ != nullptr) {
    if (std::optional<PastWorker::Found> found = worker_->take_found()) return take(std::move(*found));
    worker_->wait();
  }
  return Error{ErrorCode::kNotFound, "this wall has no past to compare with"};
}

Status ComparedMoment::take(PastWorker::Found found) {
  worker_.reset();
  if (found.error) return *found.error;
  const source::PastSpan& span = found.span;
  if (at_ns_ < span.first_ns || found.at_ns < at_ns_) {
    const int32_t offset_s = found.county.county->zone.offset_s(at_ns_);
    return Error{ErrorCode::kInvalidArgument,
                 format_rfc3339(at_ns_, offset_s) + " is not in the log; it reaches from " +
                     format_rfc3339(span.first_ns, offset_s) + " to " + format_rfc3339(span.head_ns, offset_s) +
                     (found.problem.empty() ? "" : "; " + found.problem)};
  }
  found_ = std::make_unique<PastWorker::Found>(std::move(found));
  return Done{};
}

const view_model::Comparison* ComparedMoment::comparison(const County& shown, Scope scope) {
  if (found_ == nullptr) return nullptr;
  const County& county = *found_->county.county;
  if (!comparison_) comparison_.emplace(view_model::Comparison{number_, at_ns_, *found_->state, county, {}});
  if (scope_ != scope) {
    scope_ = scope;
    figures_.reset();
    const Result<Scope> then =
        scope.whole_county() ? Result<Scope>(Scope{}) : scope_of(county, view_model::scope_code(shown, scope));
    if (then) figures_ = compute_figures(*found_->state, county, at_ns_, *then);
    comparison_->scope = then ? *then : Scope{};
    comparison_->figures = figures_ ? &*figures_ : nullptr;
  }
  return &*comparison_;
}

}  // namespace gridwall::playback

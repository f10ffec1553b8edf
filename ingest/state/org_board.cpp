#include "ingest/state/org_board.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "ingest/event/time.h"
#include "ingest/state/request_tally.h"

namespace gridwall::inline state {
namespace {

constexpr double kRedFrom = 90, kBlackBelow = 60;
constexpr std::array<double, 4> kStarsFrom = {70, 80, 90, 95};  // two, three, four, five stars

void rate_org(OrgScore& org) {
  if (org.due < kMinOrgSample) return;
  double sum = 0, weights = 0;
  const auto part = [&](double weight, int64_t numerator, int64_t denominator) {
    if (denominator == 0) return;
    sum += weight * static_cast<double>(numerator) / static_cast<double>(denominator);
    weights += weight;
  };
  part(kOrgWeights.closing, org.resolved, org.due);
  part(kOrgWeights.on_time, org.resolved_on_time, org.due);
  part(kOrgWeights.satisfaction, org.satisfied, org.rated);
  part(kOrgWeights.lasting, std::max<int64_t>(0, org.ever_resolved - org.reopened), org.ever_resolved);
  org.score = 100 * sum / weights;
  org.stars = 1;
  for (const double from : kStarsFrom) {
    if (*org.score >= from) ++org.stars;
  }
  if (*org.score >= kRedFrom) org.list = OrgList::kRed;
  if (*org.score < kBlackBelow) org.list = OrgList::kBlack;
}

void sort_list(const CountyState& state, std::vector<AssessedOrg>& list) {
  std::sort(list.begin(), list.end(), [&](const AssessedOrg& a, const AssessedOrg& b) {
    return std::tuple(a.kind, -a.stars, state.words.text(a.org)) <
           std::tuple(b.kind, -b.stars, state.words.text(b.org));
  });
}

}  // namespace

std::vector<AssessedPeriod> assessed_periods(const CountyState& state, const County& county) {
  // By period, then list (stars or red and black), then organisation. Of two at the same time the greater kind and the
  // more stars stand, so that the order of their arrival does not matter.
  std::map<std::tuple<WordId, bool, WordId>, AssessedOrg> latest;
  std::map<WordId, int64_t> latest_ns;
  for (const Assessment& one : state.assessments) {
    if (one.org == kNone || one.period == kNone) continue;
    AssessedOrg& kept = latest[{one.period, one.kind == AssessmentKind::kStar, one.org}];
    if (kept.org == kNone ||
        std::tuple(one.at_ns, one.kind, one.stars) > std::tuple(kept.at_ns, kept.kind, kept.stars)) {
      kept = {one.org, one.kind, one.stars, one.at_ns};
    }
    auto& last_ns = latest_ns.try_emplace(one.period, one.at_ns).first->second;
    last_ns = std::max(last_ns, one.at_ns);
  }
  std::map<WordId, AssessedPeriod> by_word;
  for (const auto& [key, org] : latest) {
    const auto& [word, is_star, ignored] = key;
    AssessedPeriod& period = by_word[word];
    period.period = word;
    (is_star ? period.stars : period.list).push_back(org);
  }
  std::vector<AssessedPeriod> periods;
  for (auto& [word, period] : by_word) {
    period.days = parse_period(state.words.text(word));
    sort_list(state, period.list);
    sort_list(state, period.stars);
    periods.push_back(std::move(period));
  }
  const auto ends = [&](const AssessedPeriod& period) {
    return period.days ? period.days->last_day : county.zone.local_day(latest_ns[period.period]);
  };
  std::sort(periods.begin(), periods.end(), [&](const AssessedPeriod& a, const AssessedPeriod& b) {
    return std::tuple(ends(b), state.words.text(b.period)) < std::tuple(ends(a), state.words.text(a.period));
  });
  return periods;
}

std::vector<OrgScore> org_scores(const CountyState& state, const County& county, int64_t now_ns, const Period& period,
                                 const Scope& scope) {
  const ScopePlaces places(county, scope);
  std::map<WordId, OrgScore> by_org;
  for (const RequestIndex index : state.org_requests) {
    const Request& request = state.requests[index];
    if (!request.collected() || !places.holds_grid(request.grid)) continue;
    const int32_t day = county.zone.local_day(request.placed_ns);
    if (day < period.first_day || day > period.last_day) continue;
    DayTally tally;
    tally_progress(request, 0, +1, tally);
    OrgScore& org = by_org[request.org];
    org.org = request.org;
    ++org.collected;
    org.resolved += tally.resolved;
    org.due += is_due(request, now_ns);
    org.resolved_on_time += tally.resolved_on_time;
    org.rated += tally.rated;
    org.satisfied += tally.satisfied;
    org.ever_resolved += tally.ever_resolved;
    org.reopened += tally.reopened;
  }
  std::vector<OrgScore> scores;
  for (auto& [word, org] : by_org) {
    rate_org(org);
    scores.push_back(org);
  }
  std::sort(scores.begin(), scores.end(), [&](const OrgScore& a, const OrgScore& b) {
    return std::tuple(-a.score.value_or(-1), state.words.text(a.org)) <
           std::tuple(-b.score.value_or(-1), state.words.text(b.org));
  });
  return scores;
}

}  // namespace gridwall::state

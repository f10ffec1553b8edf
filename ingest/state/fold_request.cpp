#include <algorithm>

#include "ingest/event/time.h"
#include "ingest/state/fold_parts.h"
#include "ingest/state/request_tally.h"
#include "ingest/state/state_check.h"

namespace gridwall::inline state {

size_t local_hour(const County& county, int64_t time_ns) {
  const int64_t since_a_midnight_ns = (time_ns + county.zone.offset_s(time_ns) * kNsPerSecond) % kNsPerDay;
  return static_cast<size_t>((since_a_midnight_ns + kNsPerDay) % kNsPerDay / (3600 * kNsPerSecond));
}

void list_placed(CountyState& state, RequestIndex index) {
  const Request& request = state.requests[index];
  if (request.grid != kNone) state.requests_of_grid[request.grid].push_back(index);
  if (request.org != kNone) state.org_requests.push_back(index);
}

StageSince stage_of(const Request& request) {
  if (request.resolved()) {
    StageSince at{RequestStage::kResolved, request.resolved_ns};
    if (request.published_ns >= at.since_ns) at = {RequestStage::kPublished, request.published_ns};
    if (request.rated_ns >= at.since_ns) at = {RequestStage::kRated, request.rated_ns};
    return at;
  }
  StageSince at{RequestStage::kPlaced, std::max({request.placed_ns, request.reopened_ns, request.returned_ns})};
  if (request.dispatched_ns >= at.since_ns) at = {RequestStage::kDispatched, request.dispatched_ns};
  if (request.accepted_again_ns >= at.since_ns) at = {RequestStage::kAccepted, request.accepted_again_ns};
  if (request.supervised_ns >= at.since_ns) at = {RequestStage::kSupervised, request.supervised_ns};
  return at;
}

RequestIndex counted_as(const CountyState& state, RequestIndex request) {
  for (auto merger = state.merged_into.find(request); merger != state.merged_into.end();
       merger = state.merged_into.find(request)) {
    request = merger->second;
  }
  return request;
}

std::map<RequestIndex, int64_t> merged_counts(const CountyState& state) {
  std::map<RequestIndex, int64_t> counts;
  for (const auto& [request, into] : state.merged_into) ++counts[counted_as(state, into)];
  return counts;
}

namespace {

// Every merged request says so and is merged into one that is there, and no chain of them is a circle.
bool mergers_are_sound(const CountyState& state) {
  const size_t size = state.requests.size();
  const auto merged = std::count_if(state.requests.begin(), state.requests.end(),
                                    [](const Request& request) { return request.merged != 0; });
  if (static_cast<size_t>(merged) != state.merged_into.size()) return false;
  std::map<RequestIndex, RequestIndex> seen;  // on which walk
  for (const auto& [first, into] : state.merged_into) {
    if (first >= size || into >= size || state.requests[first].merged != 1) return false;
    RequestIndex at = first;
    while (seen.try_emplace(at, first).second) {
      const auto next = state.merged_into.find(at);
      if (next == state.merged_into.end()) break;
      at = next->second;
      if (const auto walked = seen.find(at); walked != seen.end() && walked->second == first) return false;
    }
  }
  return true;
}

// What a request adds to the tallies from the day it is placed until it is cancelled or merged.
void tally_collected(const FoldStep& step, RequestIndex index, int64_t sign) {
  const Request& request = step.state.requests[index];
  Day& day = step.day_of(request.placed_ns);
  day.tally.collected += sign;
  day.hours[local_hour(step.county, request.placed_ns)] += sign;
  day.categories[request.category].collected += sign;
  day.channels[request.channel].collected += sign;
  if (request.grid != kNone) step.state.grids[request.grid].collected += sign;
}

// Only when it changes whether a collected request stands resolved, which most steps do not.
void tally_resolved(const FoldStep& step, RequestIndex index, int64_t sign) {
  const Request& request = step.state.requests[index];
  Day& day = step.day_of(request.placed_ns);
  day.categories[request.category].resolved += sign;
  day.channels[request.channel].resolved += sign;
}

void move_stage(StageTimes& stage, int64_t since_ns, int64_t sign) {
  if (sign > 0) {
    stage.insert(since_ns);
  } else {
    stage.erase(since_ns);
  }
}

// Everything that can change while a request lives. Taken away before a change and added again after it, so that the
// tallies are always the sum over the records.
void tally_progress(const FoldStep& step, RequestIndex index, int64_t sign) {
  CountyState& state = step.state;
  Request& request = state.requests[index];
  if (!request.collected()) return;
  Day& day = step.day_of(request.placed_ns);
  tally_progress(request, step.county.response_promise_s * kNsPerSecond, sign, day.tally);
  if (request.accepted_ns != kNever) day.response.add(response_ns_of(request), static_cast<int32_t>(sign));
  const bool resolved = request.resolved();
  if (resolved) {
    step.day_of(request.resolved_ns).tally.tier_resolved[request.closed_tier()] += sign;
  }
  const StageSince at = stage_of(request);
  move_stage(state.stages[static_cast<size_t>(at.stage)], at.since_ns, sign);
  if (!state.loop_stages.empty()) {
    move_stage(state.loop_stages[request.loop][static_cast<size_t>(at.stage)], at.since_ns, sign);
  }
  if (request.grid == kNone) return;
  GridState& grid = state.grids[request.grid];
  if (resolved) {
    grid.resolved += sign;
  } else {
    grid.open += sign;
  }
}

void keep_open_list(CountyState& state, RequestIndex index) {
  Request& request = state.requests[index];
  const bool listed = request.open_position != kNone;
  if (request.open() == listed) return;
  if (!listed) {
    request.open_position = OpenPosition(state.open_requests.size());
    state.open_requests.push_back(index);
    return;
  }
  const RequestIndex last = state.open_requests.back();
  state.open_requests[request.open_position] = last;
  state.requests[last].open_position = request.open_position;
  state.open_requests.pop_back();
  request.open_position = kNone;
}

// Is this step of the loop out of place, given all that came before? Late arrivals that fit by their own time are not.
bool illegal(const Request& request, EventType type, int64_t at_ns) {
  if (type == EventType::kRequestPlaced) return request.placed();
  if (!request.placed() || at_ns < request.placed_ns || request.cancelled != 0) return true;
  const bool after_resolution = request.resolved() && at_ns >= request.resolved_ns;
  switch (type) {
    case EventType::kRequestMerged:
      return false;
    case EventType::kRequestPublished:
    case EventType::kRequestRated:
    case EventType::kRequestRevisited:
    case EventType::kRequestReopened:
      return request.resolved_ns == kNever || at_ns < request.resolved_ns;
    default:
      return after_resolution;
  }
}

void take_placed(const FoldStep& step, Request& request) {
  const Event& event = step.event;
  request.placed_ns = event.at_ns;
  request.grid = step.stamp.grid;
  request.category = step.word(Field::kCategory);
  request.channel = step.word(Field::kChannel);
  request.org = step.word(Field::kOrg);
  request.loop = static_cast<uint16_t>(
      step.county.loops.size() > 1 ? step.county.loop_of(event.text(Field::kChannel), request.grid) : 0);
  const Tier tier = event.as<Tier>(Field::kTier);
  if (event.at_ns >= request.tier_ns) {
    request.tier = static_cast<uint8_t>(tier);
    request.tier_ns = event.at_ns;
  }
  request.due_ns = event.has(Field::kDueAt)
                       ? event.time_ns(Field::kDueAt)
                       : event.at_ns + step.county.due_after_s(tier, event.text(Field::kCategory)) * kNsPerSecond;
}

// True when the event is newer than what is known, which then moves on to it.
bool advance(int64_t& known_ns, int64_t at_ns) {
  if (at_ns < known_ns) return false;
  known_ns = at_ns;
  return true;
}

void take_progress(const FoldStep& step, Request& request) {
  const Event& event = step.event;
  const int64_t at_ns = event.at_ns;
  switch (event.type) {
    case EventType::kRequestDispatched:
      advance(request.dispatched_ns, at_ns);
      break;
    case EventType::kRequestAccepted:
      advance(request.accepted_again_ns, at_ns);
      if (request.accepted_ns == kNever || at_ns < request.accepted_ns) request.accepted_ns = at_ns;
      break;
    case EventType::kRequestSupervised:
      advance(request.supervised_ns, at_ns);
      break;
    case EventType::kRequestEscalated:
      if (advance(request.tier_ns, at_ns)) request.tier = static_cast<uint8_t>(event.integer(Field::kTier));
      break;
    case EventType::kRequestReturned:
      advance(request.returned_ns, at_ns);
      break;
    case EventType::kRequestDeferred:
      if (advance(request.deferred_ns, at_ns)) request.deferred_until_ns = event.time_ns(Field::kUntil);
      break;
    case EventType::kRequestResolved:
      if (advance(request.resolved_ns, at_ns)) {
        request.resolved_tier =
            event.has(Field::kTier) ? static_cast<uint8_t>(event.integer(Field::kTier)) : Request::kSameTier;
      }
      break;
    case EventType::kRequestPublished:
      advance(request.published_ns, at_ns);
      break;
    case EventType::kRequestRated:
      if (advance(request.rated_ns, at_ns)) request.score = static_cast<uint8_t>(event.integer(Field::kScore));
      break;
    case EventType::kRequestReopened:
      ++request.reopen_count;
      advance(request.reopened_ns, at_ns);
      break;
    case EventType::kRequestCancelled:
      request.cancelled = 1;
      break;
    default:
      break;  // revisited: told in the ticker, changes no figure
  }
}

// A merger into itself, into a request nobody has heard of, along a circle, or of one that is merged already, is none.
bool can_merge(const CountyState& state, const Event& event) {
  const RequestIndex request = state.request_ids.find(event.text(Field::kRequest));
  const RequestIndex into = state.request_ids.find(event.text(Field::kInto));
  if (into == kNone || into == request) return false;
  return request == kNone || (state.requests[request].merged == 0 && counted_as(state, into) != request);
}

// Steps between placing and resolving change no rate; an acceptance does where the county promises one.
bool moves_turns(EventType type, int64_t promise_ns) {
  switch (type) {
    case EventType::kRequestDispatched:
    case EventType::kRequestSupervised:
    case EventType::kRequestEscalated:
    case EventType::kRequestReturned:
    case EventType::kRequestPublished:
    case EventType::kRequestRevisited:
      return false;
    case EventType::kRequestAccepted:
      return promise_ns > 0;
    default:
      return true;
  }
}

void apply_matter(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  if (event.type == EventType::kRequestMerged && !can_merge(state, event)) return step.anomaly();
  const RequestIndex index = state.request_ids.intern(event.text(Field::kRequest));
  if (index == state.requests.size()) state.requests.emplace_back();

  if (illegal(state.requests[index], event.type, event.at_ns)) step.anomaly();
  if (event.type == EventType::kRequestPlaced && state.requests[index].placed()) return;

  const int64_t promise_ns = step.county.response_promise_s * kNsPerSecond;
  const auto stands_resolved = [&] { return state.requests[index].collected() && state.requests[index].resolved(); };
  const bool was_resolved = stands_resolved();
  const bool moves = moves_turns(event.type, promise_ns);
  const RequestTurns had = moves ? turns_of(state.requests[index], promise_ns) : RequestTurns();
  tally_progress(step, index, -1);
  if (event.type == EventType::kRequestPlaced) {
    take_placed(step, state.requests[index]);
    step.day_of(event.at_ns).requests.push_back(index);
    list_placed(state, index);
    if (state.requests[index].collected()) tally_collected(step, index, +1);
    step.add_heat(step.stamp.grid, step.county.heat.request, step.stamp.received_ns);
  } else {
    const bool was_collected = state.requests[index].collected();
    if (event.type == EventType::kRequestMerged) {
      state.requests[index].merged = 1;
      state.merged_into[index] = state.request_ids.find(event.text(Field::kInto));
    }
    take_progress(step, state.requests[index]);
    if (was_collected && !state.requests[index].collected()) tally_collected(step, index, -1);
  }
  tally_progress(step, index, +1);
  if (stands_resolved() != was_resolved) tally_resolved(step, index, was_resolved ? -1 : +1);
  if (moves && state.requests[index].placed()) {
    step.day_of(state.requests[index].placed_ns).turns.move(had, turns_of(state.requests[index], promise_ns));
  }
  keep_open_list(state, index);

  // Once resolved late, the overdue weight no longer follows from the open requests: it goes into the grid's heat.
  Request& request = state.requests[index];
  if (request.resolved() && request.overdue_counted == 0 && request.overdue_at(request.resolved_ns)) {
    request.overdue_counted = 1;
    step.add_heat(request.grid, step.county.heat.overdue, request.due_ns);
  }
}

}  // namespace

void apply_request(const FoldStep& step) {
  CountyState& state = step.state;
  const Event& event = step.event;
  switch (event.type) {
    case EventType::kRequestMeetingHeld: {
      DayTally& day = step.today();
      ++day.meetings;
      day.issues += event.integer(Field::kIssues);
      day.measures += event.integer(Field::kMeasures);
      day.issues_solved += event.integer(Field::kSolved);
      state.meetings.add(
          step.ledger_key(step.word(Field::kLevel)),
          {event.integer(Field::kIssues), event.integer(Field::kMeasures), event.integer(Field::kSolved)});
      step.say(event.text(Field::kMeeting), event.text(Field::kLevel), event.integer(Field::kIssues));
      return;
    }
    case EventType::kRequestReportedIn:
      state.reports.add(step.ledger_key(step.word(Field::kUnit)),
                        {event.integer(Field::kMembers), event.integer(Field::kSolved), 0});
      return;
    case EventType::kRequestAssessed: {
      Assessment assessment;
      assessment.at_ns = event.at_ns;
      assessment.org = step.word(Field::kOrg);
      assessment.period = step.word(Field::kPeriod);
      assessment.kind = event.as<AssessmentKind>(Field::kKind);
      assessment.stars = static_cast<uint8_t>(event.integer(Field::kStars));
      state.assessments.push_back(assessment);
      return;
    }
    case EventType::kRequestPlaced:
      step.say(event.text(Field::kTitle), event.text(Field::kCategory));
      break;
    case EventType::kRequestResolved:
    case EventType::kRequestRated:
    case EventType::kRequestReopened:
    case EventType::kRequestSupervised:
      step.say(event.text(Field::kRequest), event.text(Field::kBy), event.integer(Field::kScore));
      break;
    default:
      break;
  }
  apply_matter(step);
}

bool requests_are_sound(const CountyState& state) {
  bool good = true;
  for (const Request& request : state.requests) {
    if (request.placed()) good = good && request.category != kNone && request.channel != kNone;
  }
  for (const RequestIndex index : state.open_requests) good = good && state.requests[index].open();
  int64_t responses = 0;  // a request has one at most
  for (const auto& [number, day] : state.days) responses += day.response.count();
  return good && mergers_are_sound(state) && responses <= static_cast<int64_t>(state.requests.size());
}

}  // namespace gridwall::state

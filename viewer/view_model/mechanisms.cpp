#include "viewer/view_model/mechanisms.h"

#include <algorithm>

#include "ingest/state/matter_lists.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/matters.h"
#include "viewer/view_model/place_name.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

constexpr size_t kMostNext = 6;

MatterLists promises_at(const ViewContext& context, size_t limit) {
  MatterQuery query;
  query.scope = context.scope;
  query.limit = limit;
  return matter_lists(context.state, context.county, context.now_ns, query);
}

PromiseSection promise_of(const ViewContext& context, const WindowFigures& figures) {
  const Texts& texts = context.texts;
  PromiseSection promise;
  promise.title = fill(texts[Text::kPromiseTitle], {{"time", format_span(context.county.response_promise_s, texts)}});
  const std::optional<std::string> percent = format_percent(figures.tally.promise_kept, figures.promise_total);
  promise.figure = percent.value_or(texts[Text::kNone]);
  promise.unit = percent ? "%" : "";
  promise.note = percent ? format_count(figures.tally.promise_kept) + " / " + format_count(figures.promise_total)
                         : texts[Text::kRatesNonePromised];
  if (figures.response_p50_s && figures.response_p90_s) {
    promise.times = fill(texts[Text::kPromiseTimes], {{"p50", format_coarse_duration(*figures.response_p50_s, texts)},
                                                      {"p90", format_coarse_duration(*figures.response_p90_s, texts)}});
  }
  if (const Figures* then = context.figures_then()) {
    const WindowFigures& was = then->window(context.window);
    promise.change = change_of_percent(percent, format_percent(was.tally.promise_kept, was.promise_total));
  }
  const MatterLists lists = promises_at(context, kMostNext);
  promise.waiting = lists.promise_count == 0
                        ? texts[Text::kPromiseNoneWaiting]
                        : fill(texts[Text::kPromiseWaiting], {{"n", format_count(lists.promise_count)}});
  promise.waiting =
      with_change(std::move(promise.waiting),
                  change_of(context, [](const ViewContext& at) { return promises_at(at, 0).promise_count; }));
  for (const Matter& matter : lists.promises) {
    const Request& request = context.state.requests[matter.request];
    PromiseSection::Next next;
    next.left = format_countdown(matter.left_ns, texts);
    if (request.category != kNoKey) {
      next.what = std::string(category_name(context, context.state.words.text(request.category)));
    }
    const std::string place = grid_name(context.county, texts, request.grid);
    if (!place.empty()) next.what += (next.what.empty() ? "" : " · ") + place;
    promise.next.push_back(std::move(next));
  }
  return promise;
}

MeetingRow meeting_row(std::string level, const MeetingSums& sums) {
  return {std::move(level),
          {format_count(sums.held), format_count(sums.issues), format_count(sums.measures), format_count(sums.solved)},
          {}};
}

MeetingSums all_meetings(const DayTally& tally) {
  return {tally.meetings, tally.issues, tally.measures, tally.issues_solved};
}

void compare_meetings(MeetingRow& row, const MeetingSums& now, const MeetingSums& then) {
  row.changes = {change_of_count(now.held, then.held), change_of_count(now.issues, then.issues),
                 change_of_count(now.measures, then.measures), change_of_count(now.solved, then.solved)};
}

// Where a level's word stands among the tiers; after them when it is none.
size_t tier_of(std::string_view level) {
  size_t tier = 0;
  while (tier < kTierCount && tier_name(static_cast<Tier>(tier)) != level) ++tier;
  return tier;
}

MeetingSection meetings_of(const ViewContext& context, const WindowFigures& figures) {
  const Texts& texts = context.texts;
  MeetingSection section;
  section.title = texts[Text::kMeetingsTitle];
  for (size_t i = 0; i < section.captions.size(); ++i) section.captions[i] = texts.at(Text::kMeetingsHeld, i);
  const DayTally& tally = figures.tally;
  section.all = meeting_row(texts[Text::kMeetingsAll], all_meetings(tally));
  if (const Figures* then = context.figures_then()) {
    compare_meetings(section.all, all_meetings(tally), all_meetings(then->window(context.window).tally));
  }
  if (const auto percent = format_percent(tally.issues_solved, tally.issues)) section.solved_share = *percent + "%";
  std::vector<std::pair<size_t, MeetingRow>> levels;
  for (const auto& [word, sums] : figures.meetings) {
    const std::string_view level = context.state.words.text(word);
    const size_t tier = tier_of(level);
    levels.emplace_back(
        tier, meeting_row(tier < kTierCount ? tier_label(context, tier) : std::string(texts.word(level)), sums));
  }
  std::stable_sort(levels.begin(), levels.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [tier, row] : levels) section.levels.push_back(std::move(row));
  return section;
}

}  // namespace

Mechanisms build_mechanisms(const ViewContext& context) {
  const Texts& texts = context.texts;
  const WindowFigures& figures = context.figures.window(context.window);
  const WindowFigures& ever = context.figures.window(Window::kAll);
  Mechanisms made;
  if (context.county.response_promise_s > 0) made.promise = promise_of(context, figures);
  if (ever.tally.meetings > 0) made.meetings = meetings_of(context, figures);
  if (ever.reported_in.units > 0) {
    made.reported_title = texts[Text::kReportedTitle];
    const auto told = [&](int64_t ReportedIn::*count) {
      return with_change(format_count(figures.reported_in.*count), change_of(context, [&](const ViewContext& at) {
                           return at.figures.window(at.window).reported_in.*count;
                         }));
    };
    made.reported_line = fill(texts[Text::kReportedLine], {{"units", told(&ReportedIn::units)},
                                                           {"members", told(&ReportedIn::members)},
                                                           {"solved", told(&ReportedIn::solved)}});
  }
  made.absent = !made.promise && !made.meetings && made.reported_title.empty();
  made.title = texts[Text::kMechanismsTitle];
  made.window = texts[window_text(context.window)];
  made.age = build_data_age(context, Feed::kRequest);
  return made;
}

}  // namespace gridwall::view_model

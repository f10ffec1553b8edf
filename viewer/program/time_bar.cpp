#include "viewer/program/time_bar.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "ingest/state/alarms.h"
#include "viewer/view_model/format.h"

namespace gridwall::program {
namespace {

using view_model::Text;
using view_model::TimeBar;

constexpr size_t kColumns = 288;  // five minutes of a day each
static_assert(view_model::kTimeMarkKinds == replay::kMarkKindCount);

std::string number(double value) {
  if (value >= 1 || value <= 0) return view_model::format_count(std::llround(value));
  return fmt::format("{:.2g}", value);
}

// The local day of the playback clock.
void choose_span(TimeBar& bar, const County& county, int64_t now_ns) {
  const int32_t day = county.zone.local_day(now_ns);
  bar.from_ns = county.zone.day_start_ns(day);
  bar.to_ns = county.zone.day_start_ns(day + 1);
}

class Strip {
 public:
  Strip(TimeBar& bar) : bar_(bar) {}
  float share(int64_t at_ns) const {
    return static_cast<float>(static_cast<double>(at_ns - bar_.from_ns) /
                              static_cast<double>(bar_.to_ns - bar_.from_ns));
  }
  bool meets(int64_t from_ns, int64_t to_ns) const { return from_ns < bar_.to_ns && to_ns >= bar_.from_ns; }

 private:
  TimeBar& bar_;
};

void add_density(TimeBar& bar, const playback::StripIndex& index) {
  const auto counts = index.density(bar.from_ns, bar.to_ns, kColumns);
  uint32_t most = 1;
  for (const playback::StripIndex::Counts& column : counts) {
    uint32_t sum = 0;
    for (const uint32_t count : column) sum += count;
    most = std::max(most, sum);
  }
  for (const playback::StripIndex::Counts& column : counts) {
    auto& shares = bar.density.emplace_back();
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      shares[feed] = static_cast<float>(column[feed]) / static_cast<float>(most);
    }
  }
}

void add_marks(TimeBar& bar, const playback::StripIndex& index, const view_model::Texts& texts, int64_t last_ns) {
  const Strip strip(bar);
  for (int kind = 0; kind < replay::kMarkKindCount; ++kind) {
    int64_t in_strip = 0;
    for (const replay::IndexMark& mark : index.marks(static_cast<replay::MarkKind>(kind))) {
      const bool span = mark.kind == replay::MarkKind::kIncident || mark.kind == replay::MarkKind::kGap;
      const int64_t end_ns = !span ? mark.at_ns : mark.end_ns == replay::IndexMark::kOpen ? last_ns : mark.end_ns;
      if (!strip.meets(mark.at_ns, end_ns)) continue;
      if (mark.kind != replay::MarkKind::kGap || mark.feed < 0) ++in_strip;
      bar.marks.push_back({kind, strip.share(std::max(mark.at_ns, bar.from_ns)), span ? strip.share(end_ns) : -1.0F,
                           mark.level, mark.drill, mark.kind == replay::MarkKind::kGap && mark.feed >= 0});
    }
    bar.kinds[static_cast<size_t>(kind)] = view_model::fill(texts.at(Text::kTimeIncidents, static_cast<size_t>(kind)),
                                                            {{"n", view_model::format_count(in_strip)}});
  }
}

std::string note_of(const playback::TimeStatus& status, const view_model::Texts& texts) {
  if (!status.problem.empty()) return status.problem;
  if (status.seeking_ns) return texts[Text::kTimeSeeking];
  if (status.loop) return texts[Text::kTimeLooping];
  if (status.playing && status.actual_speed < status.speed * 0.9) {
    return view_model::fill(texts[Text::kTimeSlower], {{"n", number(status.actual_speed)}});
  }
  return status.at_end ? texts[Text::kTimeAtEnd] : std::string();
}

// Alarms of the present stay visible while the past is shown.
void add_live(TimeBar& bar, playback::Session& session, int64_t steady_ns, const view_model::Texts& texts) {
  const CountyState* live = session.live_state();
  const County* county = session.live_county();
  if (live == nullptr || county == nullptr) return;
  bar.has_live = true;
  bar.live = texts[Text::kTimeLive];
  const std::vector<AlarmView> alarms = alarms_at(*live, *county, session.live_now_ns(steady_ns));
  const auto loud = std::count_if(alarms.begin(), alarms.end(), [](const AlarmView& alarm) {
    return alarm.state == AlarmState::kActiveUnacknowledged;
  });
  if (loud == 0) return;
  // The count first: where space is short, the end of the text is cut.
  bar.live = view_model::fill(texts[Text::kTimeLiveAlarms], {{"n", view_model::format_count(loud)}}) + " · " + bar.live;
  bar.live_level = alarms.front().level;
}

}  // namespace

TimeBar build_time_bar(playback::Session& session, int64_t steady_ns, const view_model::Texts& texts,
                       std::optional<int64_t> loop_from_ns, std::optional<int64_t> compared_ns) {
  const playback::TimeStatus status = session.time_status();
  const County& county = session.county();
  TimeBar bar;
  choose_span(bar, county, status.now_ns);
  const Strip strip(bar);
  bar.clock = view_model::format_date(status.now_ns, county.zone, texts) + "  " +
              view_model::format_clock_seconds(status.now_ns, county.zone);
  bar.speed = view_model::fill(texts[Text::kTimeSpeed], {{"n", number(status.speed)}});
  bar.playing = status.playing;
  bar.note = note_of(status, texts);
  bar.note_alarming = !status.problem.empty();
  bar.position = strip.share(status.now_ns);
  if (status.loop) bar.loop = {strip.share(status.loop->from_ns), strip.share(status.loop->to_ns)};
  if (compared_ns) bar.compared = strip.share(*compared_ns);
  if (loop_from_ns) bar.loop_from = strip.share(*loop_from_ns);
  if (const auto index = session.strip()) {
    add_density(bar, *index);
    add_marks(bar, *index, texts, status.last_ns);
  }
  for (int hour = 0; hour <= 24; hour += 3) {
    const int64_t at_ns = bar.from_ns + hour * 3600 * kNsPerSecond;
    bar.ticks.push_back({strip.share(at_ns), view_model::format_clock(at_ns, county.zone)});
  }
  add_live(bar, session, steady_ns, texts);
  return bar;
}

std::optional<int64_t> find_mark(const playback::StripIndex& strip, int kind, bool forward, int64_t at_ns) {
  std::optional<int64_t> nearest;
  for (int i = 0; i < replay::kMarkKindCount; ++i) {
    if (kind >= 0 && i != kind) continue;
    const auto which = static_cast<replay::MarkKind>(i);
    const replay::IndexMark* mark = forward ? strip.next(which, at_ns) : strip.previous(which, at_ns);
    if (mark == nullptr) continue;
    if (!nearest || (forward ? mark->at_ns < *nearest : mark->at_ns > *nearest)) nearest = mark->at_ns;
  }
  return nearest;
}

}  // namespace gridwall::program

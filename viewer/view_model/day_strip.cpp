#include "viewer/view_model/day_strip.h"

#include <algorithm>

#include "ingest/event/time.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

constexpr int64_t kSlotNs = CountyState::kSlotNs;
constexpr int64_t kHourSlots = 3600 * kNsPerSecond / kSlotNs;
constexpr int kTickHours = 3;

// The strip's first slot: the beginning of the local hour, 23 hours ago.
int64_t first_slot(const ViewContext& context) {
  const int64_t local_s = context.now_ns / kNsPerSecond + context.county.zone.offset_s(context.now_ns);
  const int64_t hour_start_ns = context.now_ns - context.now_ns % kNsPerSecond - local_s % 3600 * kNsPerSecond;
  return hour_start_ns / kSlotNs - 23 * kHourSlots;
}

void add_mark(DayStrip& strip, int64_t first, int64_t at_ns, int64_t now_ns, StripMark mark) {
  if (at_ns == kNever || at_ns > now_ns) return;
  const int64_t slot = at_ns / kSlotNs - first;
  if (slot < 0 || slot >= DayStrip::kSlots) return;
  mark.slot = static_cast<int>(slot);
  const auto same = std::find_if(strip.marks.begin(), strip.marks.end(), [&](const StripMark& other) {
    return other.kind == mark.kind && other.slot == mark.slot;
  });
  if (same == strip.marks.end()) {
    strip.marks.push_back(mark);
  } else if (mark.level < same->level) {
    *same = mark;
  }
}

void add_marks(DayStrip& strip, const ViewContext& context, int64_t first) {
  const CountyState& state = context.state;
  for (const Alarm& alarm : state.alarms) {
    add_mark(strip, first, alarm.raised_ns, context.now_ns,
             {StripMarkKind::kAlarm, std::clamp<uint8_t>(alarm.level, 1, 4)});
  }
  for (const AreaMode& mode : state.modes) {
    add_mark(strip, first, mode.since_ns, context.now_ns,
             {StripMarkKind::kModeChange, mode.level, 0, mode.mode == Mode::kEmergency});
  }
  for (const Incident& incident : state.incidents) {
    add_mark(strip, first, incident.opened_ns, context.now_ns,
             {StripMarkKind::kIncident, std::clamp<uint8_t>(incident.level, 1, 4)});
  }
  std::sort(strip.marks.begin(), strip.marks.end(), [](const StripMark& a, const StripMark& b) {
    return std::pair(a.kind, a.slot) < std::pair(b.kind, b.slot);
  });
}

}  // namespace

int64_t strip_full_scale(int64_t most) {
  for (int64_t decade = 10;; decade *= 10) {
    for (const int64_t step : {decade, decade * 3 / 2, decade * 2, decade * 3, decade * 5, decade * 15 / 2}) {
      if (most <= step) return step;
    }
  }
}

DayStrip build_day_strip(const ViewContext& context) {
  const Texts& texts = context.texts;
  DayStrip strip;
  strip.title = texts[Text::kStripTitle];
  strip.greyed = !context.live();
  strip.incident_key = texts[Text::kStripIncident];
  strip.mode_key = texts[Text::kStripMode];
  strip.alarm_key = texts[Text::kStripAlarm];

  const int64_t first = first_slot(context);
  const int64_t now_slot = context.now_ns / kSlotNs;
  strip.now_slot = static_cast<int>(now_slot - first);
  // Each feed on a scale of its own: patrols bring a hundred times as much as emergencies, which have to be seen, too.
  std::array<int64_t, kFeedCount> most{};
  const auto begin = context.state.density.lower_bound(first);
  const auto end = context.state.density.upper_bound(now_slot);
  for (auto slot = begin; slot != end; ++slot) {
    for (size_t feed = 0; feed < kFeedCount; ++feed) most[feed] = std::max(most[feed], slot->second[feed]);
  }
  for (auto slot = begin; slot != end; ++slot) {
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      strip.density[static_cast<size_t>(slot->first - first)][feed] =
          static_cast<float>(slot->second[feed]) / static_cast<float>(strip_full_scale(most[feed]));
    }
  }
  std::string full;
  for (size_t feed = 0; feed < kFeedCount; ++feed) {
    const std::string count = format_count(strip_full_scale(most[feed]));
    strip.feeds[feed] = texts.at(Text::kFeedRequest, feed) + " " + count;
    full += (feed == 0 ? "" : " / ") + count;
  }
  strip.scale = fill(texts[Text::kStripScale], {{"n", full}, {"time", format_span(300, texts)}});
  if (std::all_of(most.begin(), most.end(), [](int64_t count) { return count == 0; }))
    strip.why = texts[Text::kStripNone];

  for (int hour = 0; hour < 24; ++hour) {
    const int64_t at_ns = (first + hour * kHourSlots) * kSlotNs;
    const int64_t local_hour = (at_ns / kNsPerSecond + context.county.zone.offset_s(at_ns)) / 3600 % 24;
    if (local_hour % kTickHours != 0) continue;
    strip.ticks.push_back(
        {static_cast<int>(hour * kHourSlots), format_clock(at_ns, context.county.zone), local_hour == 0});
  }
  add_marks(strip, context, first);
  return strip;
}

}  // namespace gridwall::view_model

// What happened in the incident the scene is about, newest first.
#include <algorithm>

#include "ingest/text/telling.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"
#include "viewer/view_model/incident_focus.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kTimelineMoments = 200;

Mark mark_of(const TimelineEntry& entry) {
  if (entry.level > 0) return {Shape::kDiamond, tone_of_level(std::min<unsigned>(entry.level, 4)), {}};
  if (entry.type == EventType::kEmergencyBookmarkAdded) return {Shape::kTriangleRight, Tone::kAccent, {}};
  return {Shape::kDisc, Tone::kQuiet, {}};
}

}  // namespace

block::Tile timeline(const ViewContext& context) {
  Tile tile = standing_tile(context, Text::kTimelineTitle);
  const IncidentIndex focus = incident_in_focus(context);
  if (focus == kNone) {
    tile.why = context.texts[Text::kIncidentsNone];
    return tile;
  }
  tile.qualifier = place_of_incident(context, focus);
  Timeline timeline{.more = context.texts[Text::kTimelineMore], .threaded = true};
  const auto& entries = context.state.incidents[focus].timeline;
  for (auto entry = entries.rbegin(); entry != entries.rend() && timeline.moments.size() < kTimelineMoments; ++entry) {
    timeline.moments.push_back(
        {.time = format_clock(entry->at_ns, context.county.zone),
         .mark = mark_of(*entry),
         .text = text::tell({context.state, context.county, context.texts}, text::telling_of(entry->type).timeline,
                            text::line_of(context.state, *entry))});
  }
  tile.body.push_back({std::move(timeline)});
  return tile;
}

}  // namespace gridwall::tile

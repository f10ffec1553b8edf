#include "viewer/view_model/incident_timeline.h"

#include "ingest/text/telling.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/incident_board.h"

namespace gridwall::view_model {
IncidentTimeline build_incident_timeline(const ViewContext& context) {
  IncidentTimeline timeline;
  timeline.title = context.texts[Text::kTimelineTitle];
  timeline.greyed = !context.live();
  const uint32_t focus = incident_in_focus(context);
  if (focus == kNoKey) {
    timeline.why = context.texts[Text::kIncidentsNone];
    return timeline;
  }
  const Incident& incident = context.state.incidents[focus];
  timeline.subject = incident.place.empty() ? grid_name(context.county, context.texts, incident.grid) : incident.place;
  for (auto entry = incident.timeline.rbegin(); entry != incident.timeline.rend(); ++entry) {
    if (timeline.rows.size() == IncidentTimeline::kRows) break;
    std::string sentence = text::tell({context.state, context.county, context.texts},
                                      text::telling_of(entry->type).timeline, text::line_of(context.state, *entry));
    timeline.rows.push_back(
        {entry->seq, entry->type, entry->level, format_clock(entry->at_ns, context.county.zone), std::move(sentence)});
  }
  return timeline;
}

}  // namespace gridwall::view_model

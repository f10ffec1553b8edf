#include "viewer/view_model/duty_board.h"

#include "ingest/state/incident.h"
#include "ingest/text/telling.h"
#include "viewer/view_model/format.h"

namespace gridwall::view_model {
DutyBoard build_duty_board(const ViewContext& context) {
  DutyBoard board;
  board.title = context.texts[Text::kDutyTitle];
  board.desk = context.desk;
  board.greyed = !context.live();
  const std::vector<const DutyNote*> log = duty_log(context.state);
  for (auto note = log.rbegin(); note != log.rend() && board.rows.size() < DutyBoard::kRows; ++note) {
    const DutyNote& entry = **note;
    DutyRow row;
    row.seq = entry.seq;
    row.time = format_moment(entry.at_ns, context.now_ns, context.county.zone);
    if (entry.by != kNoKey) row.by = context.state.words.text(entry.by);
    row.bookmark = entry.type == EventType::kEmergencyBookmarkAdded;
    row.text = text::tell({context.state, context.county, context.texts}, text::telling_of(entry.type).duty,
                          text::line_of(context.state, entry));
    board.rows.push_back(std::move(row));
  }
  if (board.rows.empty()) board.why = context.texts[Text::kDutyNone];
  return board;
}

}  // namespace gridwall::view_model

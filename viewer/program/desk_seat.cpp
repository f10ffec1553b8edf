#include "viewer/program/desk_seat.h"

#include <cstdio>
#include <utility>

#include "ingest/event/clock.h"
#include "ingest/program/program.h"
#include "ingest/report/situation_page.h"

namespace gridwall::program {

using view_model::Text;

Result<std::unique_ptr<DeskSeat>> DeskSeat::open(source::LiveSource& source, std::string desk,
                                                 std::filesystem::path folder) {
  if (folder.empty()) folder = default_desk_folder();
  std::optional<DeskStore> kept;
  Result<DeskStore> store = DeskStore::open(folder, desk);
  if (store) {
    kept.emplace(std::move(*store));
  } else if (store.error().code == ErrorCode::kBusy) {
    return store.error();
  } else {
    print_to(stderr, "gridwall: {}\n", store.error().message);
  }
  return std::unique_ptr<DeskSeat>(new DeskSeat(source, std::move(desk), std::move(folder), std::move(kept)));
}

void DeskSeat::sit_down(scene::Wall& wall, const view_model::Texts& texts) {
  wall.set_drafts(line_.stored_drafts());
  if (std::exchange(seated_, true) || line_.sent_again() == 0) return;
  wall.notify(view_model::fill(texts[Text::kDeskResent],
                               {{"n", view_model::format_count(static_cast<int64_t>(line_.sent_again()))}}));
}

// The text goes into the clipboard, the page into a folder. Returns what to tell.
std::string DeskSeat::write_situation(const std::string& incident, const playback::Session& session,
                                      const view_model::Texts& texts, int64_t now_ns, app::Surface& surface) const {
  const IncidentIndex index = session.state().incident_ids.find(incident);
  if (index == kNone) return texts[Text::kDeskNoIncident];
  const text::Situation situation = text::situation_of({session.state(), session.county(), texts}, index, now_ns);
  surface.set_clipboard(text::as_text(situation));
  std::string name = "situation-";
  for (const char c : incident) name += c == '/' || c == '.' ? '_' : c;
  const std::filesystem::path reports = folder_ / "reports";
  const Status written = report::write_situation(reports, name, situation, texts);
  if (!written) return view_model::fill(texts[Text::kDeskSituationFailed], {{"why", written.error().message}});
  const std::string file = (reports / (name + ".html")).string();
  print_to(stdout, "{}\n", file);
  std::fflush(stdout);
  return view_model::fill(texts[Text::kDeskSituationWritten], {{"file", file}});
}

bool DeskSeat::act(const view_model::Action& action, scene::Wall& wall, const playback::Session& session,
                   const view_model::Texts& texts, int64_t now_ns, app::Surface& surface) {
  if (const auto* event = std::get_if<Draft>(&action)) {
    line_.send(*event, session.county(), now_ns, system_clock_ns(), session.connection().training);
    sent_ = true;  // one notice for all that an act has made
    return true;
  }
  if (const auto* situation = std::get_if<view_model::WriteSituation>(&action)) {
    wall.notify(write_situation(situation->incident, session, texts, now_ns, surface));
    return true;
  }
  return false;
}

void DeskSeat::step(scene::Wall& wall, const playback::Session& session, const view_model::Texts& texts) {
  if (std::exchange(sent_, false)) wall.notify(texts[Text::kDeskSent]);
  for (const std::string& answer : line_.take_answers(texts, session.state(), desk_)) wall.notify(answer);
  line_.keep(wall.drafts());
  line_.say_presence(wall.presence());
}

}  // namespace gridwall::program

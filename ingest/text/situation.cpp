#include "ingest/text/situation.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "ingest/event/time.h"
#include "ingest/state/incident.h"
#include "ingest/state/mode.h"
#include "ingest/state/resource_board.h"
#include "ingest/text/names.h"

namespace gridwall::text {
namespace {

constexpr size_t kMostSteps = 8, kMostTeams = 12, kMostNotes = 4;
// A sentence with one of these says something of people hurt, as it was reported; nobody counts here.
constexpr std::array<std::string_view, 20> kCasualtyWords = {
    "伤",    "亡",   "死",   "失踪",  "失联", "被困",    "送医",    "遇难",    "获救",    "滞留",
    "injur", "hurt", "dead", "death", "died", "missing", "trapped", "rescued", "wounded", "casualt"};

bool tells_of_people(std::string_view text) {
  return std::any_of(kCasualtyWords.begin(), kCasualtyWords.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

class SituationWriter {
 public:
  SituationWriter(const Background& background, IncidentIndex incident, int64_t now_ns)
      : background_(background),
        state_(background.state),
        county_(background.county),
        texts_(background.texts),
        index_(incident),
        incident_(background.state.incidents[incident]),
        view_(incident_view(background.state, background.county, incident)),
        now_ns_(now_ns) {}

  Situation write() {
    Situation made;
    made.drill = incident_.drill;
    made.title =
        (made.drill ? texts_[Text::kSituationDrill] : std::string()) + texts_[Text::kSituationTitle] + " · " + place();
    made.as_of = told(Text::kSituationAsOf, {{"time", clock(now_ns_, true)}});
    made.parts = {{texts_[Text::kSituationWhat], what()},   {texts_[Text::kSituationWhen], when()},
                  {texts_[Text::kSituationWhere], where()}, {texts_[Text::kSituationWho], who()},
                  {texts_[Text::kSituationWhy], why()},     {texts_[Text::kSituationHow], how()},
                  {texts_[Text::kSituationNext], next()}};
    made.source = told(Text::kSituationSource, {{"n", format_count(static_cast<int64_t>(state_.seq))}});
    return made;
  }

  std::string place() const {
    return incident_.place.empty() ? grid_name(county_, texts_, incident_.grid) : incident_.place;
  }
  std::string kind() const {
    return incident_.kind == kNone ? texts_[Text::kMapIncident] : std::string(texts_.word(word(incident_.kind)));
  }
  std::string last_word() const {
    if (incident_.text.empty()) return {};
    return told(Text::kSituationLastWord, {{"time", clock(incident_.updated_ns)}, {"text", incident_.text}});
  }
  std::string strength() const {
    if (view_.teams.empty()) return texts_[Text::kSituationNoTeams];
    return told(Text::kSituationTeams, {{"n", format_count(static_cast<int64_t>(view_.teams.size()))},
                                        {"people", format_count(view_.headcount)},
                                        {"scene", format_count(view_.teams_on_scene)},
                                        {"way", format_count(view_.teams_under_way)}});
  }

  std::vector<std::string> next() const {
    std::vector<std::string> lines;
    for (const ModeView& mode : modes_here()) {
      const auto step =
          std::find_if(mode.steps.begin(), mode.steps.end(), [](const PlanStepView& one) { return !one.done(); });
      if (step == mode.steps.end()) continue;
      lines.push_back(told(Text::kSituationNextStep, {{"step", texts_.of(step->label)}}));
    }
    for (const TeamIndex team : view_.teams) {
      const TeamState& now = state_.teams[team];
      if (now.eta_ns == kNever || now.eta_ns <= now_ns_ || now.detail >= TeamDetail::kOnScene) continue;
      lines.push_back(told(Text::kSituationNextArrival, {{"team", name_of(team)}, {"time", clock(now.eta_ns)}}));
    }
    for (const auto& [team, request] : state_.team_requests) {
      if (request.incident != index_) continue;
      lines.push_back(told(Text::kSituationProposed,
                           {{"team", name_of(team)}, {"by", word(request.by)}, {"time", clock(request.at_ns)}}));
    }
    int64_t waiting = 0;
    for (const AlarmView& alarm : alarms_at(state_, county_, now_ns_)) {
      const bool here = alarm.incident == index_ || (incident_.grid != kNone && alarm.grid == incident_.grid);
      if (here && alarm.unacknowledged()) ++waiting;
    }
    if (waiting > 0) lines.push_back(told(Text::kSituationNextAlarm, {{"n", format_count(waiting)}}));
    if (lines.empty()) lines.push_back(texts_[Text::kSituationNextNone]);
    return lines;
  }

 private:
  using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  std::string told(Text pattern, Values values) const { return fill(texts_[pattern], values); }
  std::string_view word(WordId word) const { return word == kNone ? std::string_view() : state_.words.text(word); }
  std::string name_of(TeamIndex team) const { return team_name(county_, texts_, state_.team_ids.text(team)); }

  // By the county's clock, with the day where it is another one.
  std::string clock(int64_t at_ns, bool whole = false) const {
    if (at_ns == kNever) return texts_[Text::kNumberNone];
    const CivilTime at = civil_from_seconds(at_ns / kNsPerSecond + county_.zone.offset_s(at_ns));
    const std::string time = fmt::format("{:02}:{:02}", at.hour, at.minute);
    if (whole) return fmt::format("{:04}-{:02}-{:02} {}", at.year, at.month, at.day, time);
    const bool today = county_.zone.local_day(at_ns) == county_.zone.local_day(now_ns_);
    return today ? time : fmt::format("{:02}-{:02} {}", at.month, at.day, time);
  }
  std::string lasted(int64_t from_ns, int64_t to_ns) const {
    const int64_t minutes = std::max<int64_t>(0, (to_ns - from_ns) / (60 * kNsPerSecond));
    if (minutes < 120) return told(Text::kReportMinutes, {{"n", format_count(minutes)}});
    return told(Text::kReportHours, {{"h", format_count(minutes / 60)}, {"n", format_count(minutes % 60)}});
  }

  std::vector<std::string> what() const {
    const std::string& level = texts_.at(Text::kLevelName1, std::clamp<unsigned>(incident_.level, 1, 4) - 1U);
    const std::string_view grade = incident_.grade == kNone ? std::string_view() : texts_.word(word(incident_.grade));
    std::vector<std::string> lines = {
        grade.empty() ? told(Text::kIncidentLabel, {{"level", level}, {"kind", kind()}})
                      : told(Text::kSituationKind, {{"level", level}, {"kind", kind()}, {"grade", grade}})};
    if (std::string last = last_word(); !last.empty()) lines.push_back(std::move(last));
    return lines;
  }
  std::vector<std::string> when() const {
    const bool open = incident_.open();
    const int64_t to_ns = open ? now_ns_ : incident_.closed_ns;
    std::vector<std::string> lines = {told(Text::kSituationOpened, {{"time", clock(incident_.opened_ns)},
                                                                    {"lasted", lasted(incident_.opened_ns, to_ns)}})};
    if (!open) {
      lines = {told(Text::kSituationClosed, {{"time", clock(to_ns)}, {"lasted", lasted(incident_.opened_ns, to_ns)}})};
    }
    return lines;
  }
  std::vector<std::string> where() const {
    std::vector<std::string> lines = {place()};
    const std::string grid = grid_name(county_, texts_, incident_.grid);
    if (!grid.empty() && grid != lines.front()) lines.push_back(grid);
    return lines;
  }
  std::vector<std::string> who() const {
    std::vector<std::string> lines = {strength()};
    for (const TeamIndex team : view_.teams) {
      if (lines.size() > kMostTeams) break;
      const TeamState& now = state_.teams[team];
      lines.push_back(
          told(Text::kSituationTeam, {{"team", name_of(team)},
                                      {"detail", texts_.at(Text::kTeamDetailStandby, static_cast<size_t>(now.detail))},
                                      {"people", format_count(now.headcount)}}));
    }
    const std::vector<std::string> people = casualties();
    lines.insert(lines.end(), people.begin(), people.end());
    return lines;
  }
  // Word for word, the newest first: what was reported, not what it adds up to.
  std::vector<std::string> casualties() const {
    std::vector<std::string> lines;
    const auto add = [&](const std::string& text) {
      const std::string line = told(Text::kSituationCasualties, {{"text", text}});
      if (tells_of_people(text) && std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
    };
    add(incident_.text);
    for (auto entry = incident_.timeline.rbegin(); entry != incident_.timeline.rend() && lines.size() < 3; ++entry) {
      add(entry->text);
    }
    if (lines.empty()) lines.push_back(texts_[Text::kSituationNoCasualties]);
    return lines;
  }
  std::vector<std::string> why() const {
    if (incident_.alarm == kNone) return {texts_[Text::kSituationNoCause]};
    return {told(Text::kSituationAlarm, {{"alarm", alarm_name(background_, state_.alarm_ids.text(incident_.alarm))}})};
  }

  // Emergencies of the county and of the areas that the incident lies in.
  std::vector<ModeView> modes_here() const {
    std::vector<ModeView> modes = emergencies_in_force(state_, county_);
    std::erase_if(modes, [&](const ModeView& mode) {
      if (mode.whole_county || mode.area == kNone) return !mode.whole_county;
      AreaIndex area = incident_.grid < county_.grids.size() ? county_.grids[incident_.grid].area : AreaIndex(kNone);
      while (area != kNone && area != mode.area) area = county_.areas[area].parent;
      return area == kNone;
    });
    return modes;
  }
  void add_mode(const ModeView& mode, std::vector<std::string>& lines) const {
    const std::string level = mode.level == 0 ? std::string() : texts_.at(Text::kLevelName1, mode.level - 1U);
    lines.push_back(told(Text::kSituationMode, {{"area", area_name(county_, texts_, state_.mode_areas.text(mode.key))},
                                                {"level", level},
                                                {"time", clock(mode.began_ns)},
                                                {"by", word(mode.by)}}));
    if (mode.plan == kNone) return;
    const std::string plan =
        mode.known_plan != nullptr ? texts_.of(mode.known_plan->name) : std::string(word(mode.plan));
    lines.push_back(
        told(Text::kSituationPlan,
             {{"plan", plan}, {"done", format_count(mode.steps_done)}, {"all", format_count(mode.steps_planned)}}));
    size_t told_steps = 0;
    for (const PlanStepView& step : mode.steps) {
      if (!step.done() || ++told_steps > kMostSteps) continue;
      lines.push_back(told(Text::kSituationStep,
                           {{"time", clock(step.done_ns)}, {"by", word(step.by)}, {"step", texts_.of(step.label)}}));
    }
  }
  std::vector<std::string> how() const {
    std::vector<std::string> lines;
    for (const ModeView& mode : modes_here()) add_mode(mode, lines);
    for (const WarningIndex index : warnings_in_force(state_, now_ns_).actual) {
      const Warning& warning = state_.warnings[index];
      const std::string_view kind = warning.kind == kNone ? std::string_view() : texts_.word(word(warning.kind));
      const unsigned level = std::clamp<unsigned>(warning.level, 1, 4);
      lines.push_back(told(
          Text::kSituationWarning,
          {{"kind", kind}, {"color", texts_.at(Text::kWarningColor1, level - 1U)}, {"time", clock(warning.until_ns)}}));
    }
    for (const ResourceKind& kind : resource_board(state_, county_, {})) {
      const std::string_view name = kind.kind == kNone ? std::string_view() : texts_.word(word(kind.kind));
      lines.push_back(told(Text::kSituationResource,
                           {{"kind", name}, {"free", format_count(kind.free)}, {"count", format_count(kind.count)}}));
    }
    size_t notes = 0;
    for (auto note = state_.notes.rbegin(); note != state_.notes.rend() && notes < kMostNotes; ++note) {
      if (note->incident != index_ || note->type != EventType::kEmergencyNoteAdded) continue;
      ++notes;
      lines.push_back(
          told(Text::kSituationNote, {{"time", clock(note->at_ns)}, {"by", word(note->by)}, {"text", note->text}}));
    }
    if (lines.empty()) lines.push_back(texts_[Text::kNumberNone]);
    return lines;
  }

  const Background& background_;
  const CountyState& state_;
  const County& county_;
  const Texts& texts_;
  const IncidentIndex index_;
  const Incident& incident_;
  const IncidentView view_;
  const int64_t now_ns_;
};

}  // namespace

Situation situation_of(const Background& background, IncidentIndex incident, int64_t now_ns) {
  return SituationWriter(background, incident, now_ns).write();
}

std::string as_text(const Situation& situation) {
  std::string text = situation.title + "\n" + situation.as_of + "\n";
  for (const Situation::Part& part : situation.parts) {
    text += part.heading + "\n";
    for (const std::string& line : part.lines) text += "  " + line + "\n";
  }
  return text + situation.source + "\n";
}

std::string handover_text(const Background& background, int64_t now_ns) {
  std::string text;
  for (const IncidentView& view : open_incidents(background.state, background.county)) {
    const SituationWriter writer(background, view.incident, now_ns);
    if (!text.empty()) text += ' ';
    text += fill(background.texts[Text::kSituationHandover], {{"place", writer.place()},
                                                              {"kind", writer.kind()},
                                                              {"state", writer.strength()},
                                                              {"next", writer.next().front()}});
    text += background.texts.language() == Language::kChinese ? "。" : ".";
  }
  return text;
}

}  // namespace gridwall::text

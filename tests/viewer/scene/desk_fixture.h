// A desk over a small county with a plan and an alarm, and the keys pressed on it.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/scene/desk.h"

namespace gridwall::scene {
using namespace view_model;

inline app::InputEvent letter(char32_t character) {
  return {.kind = app::InputEvent::Kind::kKey, .key = app::Key::kCharacter, .character = character};
}
inline app::InputEvent key(app::Key key) {
  return {.kind = app::InputEvent::Kind::kKey, .key = key};
}
inline app::InputEvent typed(char32_t character) {
  return {.kind = app::InputEvent::Kind::kText, .character = character};
}

inline std::string text_of(const Draft& event, Field field) {
  for (const Draft::Value& value : event.values) {
    if (value.field == field && value.is_text) return value.text;
  }
  return {};
}
inline int64_t integer_of(const Draft& event, Field field) {
  for (const Draft::Value& value : event.values) {
    if (value.field == field && !value.is_text) return value.integer;
  }
  return -1;
}

class DeskTest : public ViewTest {
 protected:
  void SetUp() override {
    county_.code = "320925";
    county_.plans = {{"P-SNOW", {"雪凝预案", ""}, {}, {{"salt", {"撒盐", ""}}, {"close", {"封路", ""}}}}};
    raise("low", "11-21 08:00:00", 3);
  }
  void raise(const std::string& alarm, std::string_view at, int level) {
    add("emergency.alarm_raised", at,
        R"("alarm":")" + alarm + R"(","kind":"烟感报警","level":)" + std::to_string(level) + R"(,"grid":"g3")");
  }
  ViewContext context(std::string_view desk = "甲班") {
    ViewContext context = at(now_);
    context.sure_of_keys = sure_of_keys_;
    context.desk = desk;
    context.selected_alarm = selected_;
    context.marked_alarms = marked_;
    context.opened_alarms = opened_;
    return context;
  }
  bool take(const app::InputEvent& event) { return desk_.take(event, context(), events_); }
  void type(std::u32string_view text) {
    for (const char32_t character : text) take(typed(character));
  }
  // The one event so far; intake would take it.
  Draft event() {
    EXPECT_EQ(events_.size(), 1U);
    if (events_.empty()) return {};
    Draft duty = std::get<Draft>(events_.back());
    duty.id = "1-1";
    duty.at_ns = context().now_ns;
    const std::string line = to_line(duty, 8 * 3600);
    Event parsed;
    const auto rejection = parser_.parse(line, parsed);
    EXPECT_FALSE(rejection) << line << (rejection ? rejection->detail : std::string());
    EXPECT_EQ(parsed.source, "desk:甲班");
    return duty;
  }

  Desk desk_;
  std::vector<Action> events_;
  // The alarms that the events so far acknowledge, in their order.
  std::vector<std::string> acknowledged() const {
    std::vector<std::string> alarms;
    for (const Action& action : events_) {
      const auto& draft = std::get<Draft>(action);
      EXPECT_EQ(draft.type, EventType::kEmergencyAlarmAcknowledged);
      alarms.push_back(text_of(draft, Field::kAlarm));
    }
    std::sort(alarms.begin(), alarms.end());
    return alarms;
  }
  std::vector<std::string> choices_of(size_t field) { return desk_.form()->fields[field].choices; }
  int chosen_of(size_t field) { return desk_.form()->fields[field].chosen; }
  // A community below the street, so that an incident's own area has areas above it.
  void open_incident(const std::string& kind, int level, const std::string& more = {}) {
    add("emergency.incident_opened", "11-21 08:30:00",
        R"("incident":"E1","place":"一号楼","grid":"g3","kind":")" + kind + R"(","level":)" + std::to_string(level) +
            more);
  }

  std::string selected_, opened_, now_ = "11-21 09:00:00";
  bool sure_of_keys_ = true;
  std::vector<std::string> marked_;
  Parser parser_;
};

}  // namespace gridwall::scene

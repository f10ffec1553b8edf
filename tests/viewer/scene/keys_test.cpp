// The table of keys: no key twice in a place, none without an effect, and the handbook lists the same.
#include "viewer/view_model/keys.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <utility>

#include "tests/viewer/view_model/view_fixture.h"
#include "viewer/scene/desk.h"
#include "viewer/view_model/desk_bar.h"
#include "viewer/view_model/sheet.h"

namespace gridwall::scene {
namespace {

using namespace view_model;

using Names = std::multiset<std::string>;

app::InputEvent pressed(const KeyBinding& binding) {
  return {.kind = app::InputEvent::Kind::kKey, .key = binding.stroke.key, .character = binding.stroke.character};
}

// "Home, `,`" is two names.
void add_names(std::string_view cell, Names& names) {
  std::string name;
  bool quoted = false;
  for (const char c : cell) {
    if (c == '`') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      if (!name.empty()) names.insert(std::exchange(name, {}));
    } else if (c != ' ' || !name.empty()) {
      name += c;
    }
  }
  while (!name.empty() && name.back() == ' ') name.pop_back();
  if (!name.empty()) names.insert(name);
}

// Of each table of keys, in the order of the handbook.
std::vector<Names> tables_of_keys() {
  std::ifstream handbook(GRIDWALL_DOCS_DIR "/OPERATIONS.md");
  std::vector<Names> tables;
  bool in_table = false;
  for (std::string line; std::getline(handbook, line);) {
    if (line.starts_with("| key |")) {
      tables.emplace_back();
      in_table = true;
    } else if (!line.starts_with("|")) {
      in_table = false;
    } else if (in_table && !line.starts_with("|-")) {
      add_names(std::string_view(line).substr(1, line.find('|', 1) - 1), tables.back());
    }
  }
  return tables;
}

TEST(KeysTest, NoKeyStandsTwiceInAPlace) {
  std::set<std::string> in_form, elsewhere;
  for (const KeyBinding& one : key_bindings()) {
    auto& seen = one.place == KeyPlace::kForm ? in_form : elsewhere;
    EXPECT_TRUE(seen.insert(std::string(one.name)).second) << one.name;
    for (const KeyBinding& other : key_bindings()) {
      const bool may_be_equal = &one == &other || (one.place == KeyPlace::kForm) != (other.place == KeyPlace::kForm);
      EXPECT_TRUE(may_be_equal || one.stroke != other.stroke) << one.name << " and " << other.name;
    }
  }
}

TEST(KeysTest, ACharacterIsCalledByItselfAndEveryKeyHasItsHelp) {
  const std::string help = keys_help();
  const Texts texts = texts_of(Language::kEnglish);
  for (const KeyBinding& one : key_bindings()) {
    if (one.stroke.character != 0) {
      EXPECT_EQ(one.name, std::string(1, static_cast<char>(one.stroke.character)));
    }
    std::string line = "  " + std::string(one.name);
    line.resize(13, ' ');
    EXPECT_NE(help.find(line + texts[one.help] + "\n"), std::string::npos) << one.name;
  }
}

TEST(KeysTest, TheHandbookListsExactlyTheseKeys) {
  const std::vector<Names> tables = tables_of_keys();
  const KeyPlace places[] = {KeyPlace::kWall, KeyPlace::kDesk, KeyPlace::kForm, KeyPlace::kTime};
  ASSERT_EQ(tables.size(), std::size(places));
  for (size_t i = 0; i < tables.size(); ++i) {
    Names names;
    for (const KeyBinding& one : key_bindings()) {
      if (one.place == places[i]) names.emplace(one.name);
    }
    EXPECT_EQ(tables[i], names) << "table " << i + 1 << " of docs/OPERATIONS.md";
  }
}

// An alarm that waits, a shelved one, and an emergency with a plan.
class DeskKeysTest : public ViewTest {
 protected:
  void SetUp() override {
    county_.code = "320925";
    county_.plans = {{"P-SNOW", {"雪凝预案", ""}, {}, {{"salt", {"撒盐", ""}}}}};
    for (const char* alarm : {"waits", "shelved"}) {
      add("emergency.alarm_raised", "11-21 08:00:00",
          R"("alarm":")" + std::string(alarm) + R"(","kind":"烟感报警","level":3,"grid":"g3")");
    }
    add("emergency.alarm_shelved", "11-21 08:10:00",
        R"("alarm":"shelved","by":"x","reason":"y","until":"2026-11-21T12:00:00+08:00")");
    add("emergency.mode_changed", "11-21 08:30:00",
        R"("area":"320925","mode":"emergency","level":3,"plan":"P-SNOW","by":"x","reason":"y")");
    add("emergency.incident_opened", "11-21 08:40:00",
        R"("incident":"E1","kind":"火情","level":3,"place":"一号楼","grid":"g3")");
    add("emergency.team_status", "11-21 08:55:00", R"("team":"T1","status":"available","detail":"standby")");
  }
  ViewContext context() {
    ViewContext context = at("11-21 09:00:00");
    context.desk = "甲班";
    return context;
  }
};

TEST_F(DeskKeysTest, EveryKeyOfTheDeskOpensAFormOrGivesAnEvent) {
  for (const KeyBinding& one : key_bindings()) {
    if (one.place != KeyPlace::kDesk) continue;
    Desk desk;
    std::vector<Action> events;
    EXPECT_TRUE(desk.take(pressed(one), context(), events)) << one.name;
    EXPECT_TRUE(desk.form() != nullptr || events.size() == 1) << one.name;
    EXPECT_EQ(desk.notice(), "") << one.name;
  }
}

TEST_F(DeskKeysTest, EveryKeyOfAFormChangesIt) {
  for (const KeyBinding& one : key_bindings()) {
    if (one.place != KeyPlace::kForm) continue;
    bool changed = false;
    for (const auto& [form, field] : {std::pair(DeskForm::kEmergency, 1), std::pair(DeskForm::kBookmark, 0)}) {
      Desk desk;
      std::vector<Action> events;
      desk.act(OpenForm{form}, context(), events);
      desk.act(FormPick{field, -1}, context(), events);
      ASSERT_NE(desk.form(), nullptr);
      const Form before = *desk.form();
      EXPECT_TRUE(desk.take(pressed(one), context(), events)) << one.name;
      if (desk.form() == nullptr || desk.form()->focus != before.focus) {
        changed = true;
      } else {
        const FormField& now = desk.form()->fields[static_cast<size_t>(field)];
        const FormField& was = before.fields[static_cast<size_t>(field)];
        changed |= now.chosen != was.chosen || now.text != was.text;
      }
    }
    EXPECT_TRUE(changed) << one.name;
  }
}

TEST_F(DeskKeysTest, AKeyOfNoMeaningIsLeftToTheWall) {
  Desk desk;
  std::vector<Action> events;
  const app::InputEvent q{.kind = app::InputEvent::Kind::kKey, .key = app::Key::kCharacter, .character = U'Q'};
  EXPECT_FALSE(desk.take(q, context(), events));
  EXPECT_TRUE(events.empty());
}

TEST_F(DeskKeysTest, EveryActHasAButtonWithItsKeyInEveryScene) {
  for (int scene = 0; scene < kSceneCount; ++scene) {
    ViewContext context = this->context();
    context.scene = static_cast<Scene>(scene);
    Names buttons, keys;
    for (const DeskButton& button : build_desk_bar(context)) {
      EXPECT_FALSE(button.label.empty());
      buttons.insert(button.key);
    }
    for (const KeyBinding& one : key_bindings()) {
      if (one.place == KeyPlace::kDesk) keys.emplace(one.name);
    }
    for (const char* besides : {"Q", "P", "R", "F1"}) keys.emplace(besides);
    EXPECT_EQ(buttons, keys);
  }
  ViewContext nobody = context();
  nobody.desk = {};
  EXPECT_TRUE(build_desk_bar(nobody).empty());
}

TEST_F(DeskKeysTest, TheHelpShowsTheKeysOfWhatIsOnTheScreen) {
  const auto has = [](const SheetModel& sheet, std::string_view key) {
    return std::any_of(sheet.lines.begin(), sheet.lines.end(), [&](const SheetLine& line) { return line.left == key; });
  };
  const SheetModel live = build_help_sheet(context(), false, false);
  EXPECT_TRUE(has(live, "A"));
  EXPECT_TRUE(has(live, "F1 ?"));
  EXPECT_FALSE(has(live, "Home"));
  EXPECT_TRUE(has(build_help_sheet(context(), false, true), "Home"));
  EXPECT_TRUE(has(build_help_sheet(context(), true, false), "Left"));
  EXPECT_FALSE(has(build_help_sheet(context(), true, false), "A"));
  ViewContext nobody = context();
  nobody.desk = {};
  EXPECT_FALSE(has(build_help_sheet(nobody, false, false), "A"));
}

TEST(KeysTest, AButtonCarriesTheNameOfTheKeyThatDoesTheSame) {
  EXPECT_EQ(key_name(OpenForm{DeskForm::kHandover}), "T");
  EXPECT_EQ(key_name(Acknowledge{}), "A");
  EXPECT_EQ(key_name(ShowSheet{Sheet::kHelp}), "F1");
  EXPECT_EQ(key_name(SelectIncident{}), "");  // it has none
}

}  // namespace
}  // namespace gridwall::scene

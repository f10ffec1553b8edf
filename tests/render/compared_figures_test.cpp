// The differences the tiles show, against what `gridwall-log state --at` says of the two moments: through the real log
// and no picture.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "ingest/event/time.h"
#include "tests/support/temporary_folder.h"
#include "tests/viewer/tile/tile_fixture.h"
#include "viewer/playback/compared_moment.h"
#include "viewer/playback/link.h"
#include "viewer/playback/session.h"

namespace gridwall {
namespace {

using nlohmann::json;
using view_model::Change;

constexpr const char* kThen = "2026-11-21T07:30:00+08:00";
constexpr const char* kNow = "2026-11-21T10:59:40+08:00";
const std::string kBin = std::string(GRIDWALL_BIN_DIR) + "/";

class ComparedFigures : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string events = std::string(GRIDWALL_RENDER_DIR) + "/burst_pipe.jsonl";
    const std::string import = kBin + "gridwall-log import --county jianhu " + events + " --out " + log_.string();
    ASSERT_EQ(std::system((import + " >/dev/null").c_str()), 0);
    said_now_ = state_at(kNow);
    said_then_ = state_at(kThen);
    const int64_t now_ns = *parse_rfc3339(kNow);
    Result<std::unique_ptr<playback::Session>> session = playback::replay(log_, {now_ns});
    ASSERT_TRUE(session) << session.error().message;
    session_ = std::move(*session);
    ASSERT_TRUE(session_->settle(1));
    ASSERT_TRUE(moment_.find_now(*parse_rfc3339(kThen)));
    context_.emplace(view_model::ViewContext{session_->state(), session_->county(), session_->figures(now_ns), now_ns,
                                             connection_, texts_});
    context_->comparison = moment_.comparison(session_->county(), {});
  }

  json state_at(const std::string& at) const {
    const std::filesystem::path out = folder_ / "state.json";
    const std::string command =
        kBin + "gridwall-log state " + log_.string() + " --at " + at + " --json >" + out.string();
    EXPECT_EQ(std::system(command.c_str()), 0);
    std::ifstream stream(out);
    return json::parse(stream);
  }
  int64_t said(const char* pointer) const {
    const json::json_pointer at(pointer);
    return said_now_.at(at).get<int64_t>() - said_then_.at(at).get<int64_t>();
  }
  // Of the tile of that name, the title is line 0.
  std::string line(std::string_view name, size_t number) const { return tile::lines_of(name, *context_).at(number); }
  // As it stands at the end of a line.
  static std::string told(int64_t difference) { return view_model::with_change("", change(difference)); }
  static Change change(int64_t difference) { return view_model::change_of_count(difference, 0); }

  testing::TemporaryFolder folder_;
  const std::filesystem::path log_ = folder_ / "county.gwlog";
  json said_now_, said_then_;
  std::unique_ptr<playback::Session> session_;
  playback::ComparedMoment moment_{source::past_of_log(log_), {}};
  view_model::Connection connection_{.phase = view_model::Connection::Phase::kLive};
  view_model::Texts texts_ = *view_model::Texts::builtin(view_model::Language::kChinese);
  std::optional<view_model::ViewContext> context_;
};

TEST_F(ComparedFigures, OfTheRequestsAreWhatTheLogSaysOfTheTwoMoments) {
  ASSERT_GT(said("/windows/30d/collected"), 0);
  EXPECT_EQ(tile::build("pipeline", *context_).change, change(said("/backlog")));

  const std::string collected = told(said("/windows/30d/collected")), due = told(said("/windows/30d/due"));
  EXPECT_NE(line("scores", 1).find(collected + " | "), std::string::npos) << line("scores", 1);
  EXPECT_NE(line("scores", 2).find(due + " | "), std::string::npos) << line("scores", 2);
  EXPECT_TRUE(line("tiers", 1).ends_with(told(said("/windows/30d/tier_resolved/grid")))) << line("tiers", 1);
  EXPECT_TRUE(line("tiers", 2).ends_with(told(said("/windows/30d/tier_resolved/community")))) << line("tiers", 2);
  const block::Tile subjects = tile::build("subjects", *context_);
  EXPECT_EQ(subjects.change, change(said("/windows/30d/collected")));
  const block::Stack& asked = std::get<block::Split>(subjects.body.at(0).content).sides.at(0);
  for (const block::Row& row : std::get<block::Table>(asked.back().content).sections.at(0).rows) {
    const json& then = said_then_["windows"]["30d"]["categories"];
    const std::string& label = row.cells[0].text;
    EXPECT_EQ(row.cells[1].change, change(std::stoll(row.cells[1].text) - then.value(label, int64_t{0}))) << label;
  }
  const int64_t due_soon = said("/matters/due_soon/count");
  const std::string heading = tile::line_of("matters", *context_, "1天内到期");
  EXPECT_TRUE(heading.ends_with(view_model::with_change("", change(due_soon)))) << heading;
}

TEST_F(ComparedFigures, OfThePatrolsAreWhatTheLogSaysOfTheTwoMoments) {
  ASSERT_GT(said("/coverage/fresh"), 0);
  EXPECT_TRUE(line("coverage", 2).ends_with(told(said("/coverage/fresh")))) << line("coverage", 2);
  EXPECT_TRUE(line("coverage", 5).ends_with(told(said("/coverage/never")))) << line("coverage", 5);
  const std::string today = line("visits", 2);
  EXPECT_NE(today.find(told(said("/windows/today/households")) + " | "), std::string::npos) << today;
  EXPECT_TRUE(today.ends_with(told(said("/windows/today/people")))) << today;
  EXPECT_TRUE(line("shifts", 1).ends_with(told(said("/patrol/on_shift")))) << line("shifts", 1);
}

TEST_F(ComparedFigures, OfTheEmergencyAreWhatTheLogSaysOfTheTwoMoments) {
  ASSERT_NE(said("/team_board/assigned"), 0);
  EXPECT_TRUE(line("teams", 1).ends_with(told(said("/team_board/available")))) << line("teams", 1);
  EXPECT_TRUE(line("teams", 2).ends_with(told(said("/team_board/assigned")))) << line("teams", 2);
  EXPECT_EQ(tile::build("teams", *context_).change,
            change(said("/team_board/headcount/available") + said("/team_board/headcount/assigned") +
                   said("/team_board/headcount/out_of_service")));
  EXPECT_EQ(tile::build("incidents", *context_).change, change(static_cast<int64_t>(said_now_["incidents"].size()) -
                                                               static_cast<int64_t>(said_then_["incidents"].size())));
  const int64_t loud = said("/alarms/active_unacknowledged") + said("/alarms/cleared_unacknowledged");
  const std::string counts = tile::build("alarms", *context_).note;
  const std::string alarms = counts.substr(0, counts.find(" · "));
  if (alarms.starts_with("未确认")) {
    EXPECT_TRUE(alarms.ends_with(view_model::with_change("", change(loud)))) << alarms;
  }
  const block::Tile routine = tile::build("routine", *context_);
  const auto& figures = std::get<block::FigureRow>(routine.body.front().content).figures;
  EXPECT_EQ(figures[0].change, change(said("/windows/30d/collected")));
  EXPECT_EQ(figures[3].change, change(said("/overdue")));
}

TEST_F(ComparedFigures, TheWordsOfTheTilesCanBeWrittenInsteadOfAPicture) {
  const std::filesystem::path words = folder_ / "wall.txt";
  const std::string command = kBin + "gridwall --replay " + log_.string() + " --at " + kNow +
                              " --scene requests --language en --shot " + words.string() + " >/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream stream(words);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto collected = said_now_.at("/windows/30d/collected"_json_pointer).get<int64_t>();
  EXPECT_NE(text.find("\nCollected " + view_model::format_count(collected) + " | "), std::string::npos) << text;
  EXPECT_NE(text.find("\n\nOpen matters · "), std::string::npos) << text;
}

// The command that the wall copies names the moment as such; what it opens is the picture it was copied from.
TEST_F(ComparedFigures, TheLinkThatTheWallCopiesOpensTheSamePicture) {
  constexpr const char* kStill = "2026-11-21T10:50:00+08:00";  // no incident beats
  const playback::Link link{log_.string(), "", *parse_rfc3339(kStill), 28'800,
                            "overview",    "", parse_rfc3339(kThen),   view_model::CompareView::kSideBySide};
  const std::string copied = playback::link_for(link);
  const auto shoot = [&](const std::string& command, const char* name) {
    const std::filesystem::path shot = folder_ / name;
    EXPECT_EQ(std::system((kBin + command + " --shot " + shot.string() + " >/dev/null").c_str()), 0) << command;
    std::ifstream stream(shot, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  const std::string common = "gridwall --replay " + log_.string() + " --at " + kStill + " --scene overview";
  const std::string picture = shoot(copied, "copied.png");
  ASSERT_FALSE(picture.empty());
  EXPECT_TRUE(picture == shoot(common + " --compare " + kThen + " --compare-view side-by-side", "asked.png"));
  EXPECT_FALSE(picture == shoot(common + " --compare " + kThen, "difference.png"));
}

}  // namespace
}  // namespace gridwall

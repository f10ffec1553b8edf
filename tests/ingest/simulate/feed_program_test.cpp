// gridwall-feed as its users meet it: exit codes, messages, files.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/temporary_folder.h"

namespace gridwall::simulate {
namespace {

class FeedProgram : public ::testing::Test {
 protected:
  std::string read(const char* name) const {
    std::ifstream file(folder_ / name);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  void write(const char* name, std::string_view text) const { std::ofstream(folder_ / name) << text; }

  // Runs it in the test's folder; what it says is in "out" and "err".
  int run(const std::string& arguments) const {
    const std::string command = "cd '" + folder_.path().string() +
                                "' || exit 99; GRIDWALL_HOME='" GRIDWALL_SOURCE_DIR "' '" GRIDWALL_FEED_PROGRAM "' " +
                                arguments + " >out 2>err </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(FeedProgram, WrongUseEndsWithTwoAndSaysWhat) {
  EXPECT_EQ(run(""), 2);
  EXPECT_EQ(run("simulate --county atlantis"), 2);
  EXPECT_NE(read("err").find("no county 'atlantis'"), std::string::npos);
  EXPECT_EQ(run("simulate --from tomorrow"), 2);
  EXPECT_NE(read("err").find("--from: 'tomorrow' is not a time"), std::string::npos);
  EXPECT_EQ(run("simulate --from now --until now-1d"), 2);
  EXPECT_EQ(run("simulate --speed 2"), 2);
  EXPECT_EQ(run("import --mapping nothing x.csv"), 2);
  EXPECT_NE(read("err").find("there are"), std::string::npos);
  EXPECT_EQ(run("send lines.jsonl"), 2);
  EXPECT_EQ(run("send lines.jsonl --to tcp://127.0.0.1:1 --speed quick"), 2);
}

TEST_F(FeedProgram, HelpEndsWithZeroAndHasExamples) {
  for (const char* command : {"--help", "simulate --help", "import --help", "send --help"}) {
    EXPECT_EQ(run(command), 0);
    EXPECT_NE(read("out").find("  gridwall-feed "), std::string::npos) << command;
  }
}

TEST_F(FeedProgram, TheSameCommandWritesTheSameFile) {
  const std::string command = "simulate --county jianhu --from 2026-11-02 --until 2026-11-02T06:00:00+08:00 --out ";
  ASSERT_EQ(run(command + "a.jsonl"), 0) << read("err");
  ASSERT_EQ(run(command + "b.jsonl"), 0);
  EXPECT_GT(read("a.jsonl").size(), 10'000U);
  EXPECT_TRUE(read("a.jsonl") == read("b.jsonl"));
}

TEST_F(FeedProgram, AHistoryIsWrittenForACountyThatHasOneAndSaysWhatIsMissingForAnother) {
  const std::string until = " --history --until 2026-11-21T14:00:00+08:00 --out ";
  ASSERT_EQ(run("simulate --county fenggang" + until + "a.jsonl"), 0) << read("err");
  ASSERT_EQ(run("simulate --county fenggang" + until + "b.jsonl"), 0) << read("err");
  EXPECT_GT(read("a.jsonl").size(), 100'000U);
  EXPECT_TRUE(read("a.jsonl") == read("b.jsonl"));
  EXPECT_EQ(run("simulate --county los_angeles --history"), 1);
  EXPECT_NE(read("err").find("los_angeles.toml: cannot be read; name another file of figures with --targets"),
            std::string::npos);
  write("mine.toml", "period = \"2d\"\n[requests]\ncollected = 3\nresolved = 4\n");
  EXPECT_EQ(run("simulate --county fenggang --history --targets mine.toml"), 2);
  EXPECT_NE(read("err").find("mine.toml:4: key 'requests.resolved'"), std::string::npos) << read("err");
  EXPECT_EQ(run("simulate --history --live"), 2);
  EXPECT_EQ(run("simulate --history --after-history"), 2);
}

TEST_F(FeedProgram, ALiveLifeEndsCleanlyAtItsEndAndWhenAsked) {
  EXPECT_EQ(run("simulate --county jianhu --live --speed 60 --until now+60s"), 0) << read("err");
  EXPECT_NE(read("out").find("STORY-E"), std::string::npos);
  EXPECT_EQ(run("simulate --county jianhu --live >live 2>&1 & sleep 1; kill -INT $!; wait $!"), 0) << read("err");
}

TEST_F(FeedProgram, AScriptThatIsWrongIsNamedWithItsLine) {
  write("night.toml", "name = \"n\"\ntitle = { zh = \"夜\" }\nlasts = \"soon\"\n");
  EXPECT_EQ(run("simulate --scenario night.toml --out lines.jsonl"), 2);
  EXPECT_NE(read("err").find("night.toml:3: key 'lasts'"), std::string::npos) << read("err");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "lines.jsonl"));
}

TEST_F(FeedProgram, OnlyTheFeedsThatAreAskedForAreTold) {
  ASSERT_EQ(run("simulate --from 2026-11-02 --until 2026-11-02T03:00:00+08:00 --feeds request,patrol"), 0);
  EXPECT_NE(read("out").find(R"("feed":"patrol")"), std::string::npos);
  EXPECT_EQ(read("out").find(R"("feed":"emergency")"), std::string::npos);
  EXPECT_EQ(run("simulate --feeds weather"), 2);
}

TEST_F(FeedProgram, AFailedImportLeavesNoFileBehind) {
  write("cut.csv", "srnumber,status\n1,\"Closed\n");
  EXPECT_EQ(run("import --mapping la_311 cut.csv --out lines.jsonl"), 2) << "the columns are not those of the mapping";
  EXPECT_EQ(run("import --mapping la_311 nowhere.csv --out lines.jsonl"), 1);
  std::string header =
      "srnumber,requesttype,status,createddate,updateddate,servicedate,closeddate,requestsource,owner,";
  write("cut.csv", header + "latitude,longitude,ncname\n1,\"Other\n");
  EXPECT_EQ(run("import --mapping la_311 cut.csv --out lines.jsonl"), 1);
  EXPECT_NE(read("err").find("cut.csv:2: the quote"), std::string::npos) << read("err");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "lines.jsonl"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "lines.jsonl.part"));
}

}  // namespace
}  // namespace gridwall::simulate

// Golden cases: a folder of events and the figures they must give. GRIDWALL_UPDATE_GOLDEN=1 writes the figures anew;
// look at the difference before it is committed.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ingest/pipeline/log_import.h"
#include "ingest/state/state_json.h"
#include "tests/support/fishnet_county.h"
#include "tests/support/temporary_folder.h"

namespace gridwall {
namespace {

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(GRIDWALL_GOLDEN_DIR)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string read(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, EventsGiveTheExpectedFigures) {
  const std::filesystem::path folder = std::filesystem::path(GRIDWALL_GOLDEN_DIR) / GetParam();
  const testing::TemporaryFolder temporary;
  pipeline::PipelineOptions options;
  options.log = temporary / "golden.log";
  Result<pipeline::Pipeline> pipeline = pipeline::Pipeline::open(testing::fishnet_county(), options);
  ASSERT_TRUE(pipeline) << pipeline.error().message;
  const Result<pipeline::ImportReport> report =
      pipeline::import_lines(*pipeline, folder / "events.jsonl", [] { return int64_t{0}; }, {});
  ASSERT_TRUE(report) << report.error().message;
  const IntakeFigures intake{report->accepted, report->duplicates, report->rejected};
  const std::string figures =
      state_json(pipeline->state(), pipeline->county(), pipeline->state().received_ns, intake, {true, {}});
  if (std::getenv("GRIDWALL_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(folder / "expected.json") << figures;
    GTEST_SKIP() << "expected.json was written anew: look at the difference";
  }
  EXPECT_EQ(figures, read(folder / "expected.json"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, ::testing::ValuesIn(cases()), [](const auto& one) { return one.param; });

}  // namespace
}  // namespace gridwall

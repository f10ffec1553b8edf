// The wall's whole picture against stored ones, through the real programs: events -> log -> replay -> PNG.
// Tolerance: drivers and font libraries round differently, so a pixel counts as different when a channel is off by more
// than 24 of 255, and at most 0.5 % of the pixels may be. GRIDWALL_UPDATE_GOLDEN=1 writes the pictures anew.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-compare"
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

#include "tests/support/temporary_folder.h"

namespace gridwall {
namespace {

namespace fs = std::filesystem;
constexpr int kChannelTolerance = 24;
constexpr double kShareTolerance = 0.005;

struct Outcome {
  int exit_code;
  std::string output;
};

Outcome run(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return {-1, "cannot start a shell"};
  std::string output;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) output.append(buffer, n);
  const int status = pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

struct Picture {
  int width = 0, height = 0;
  std::vector<unsigned char> rgb;
};

Picture read_picture(const fs::path& file) {
  Picture picture;
  int channels = 0;
  unsigned char* pixels = stbi_load(file.c_str(), &picture.width, &picture.height, &channels, 3);
  if (pixels == nullptr) return picture;
  picture.rgb.assign(pixels, pixels + static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height) * 3);
  stbi_image_free(pixels);
  return picture;
}

// Share of pixels that differ visibly; 1 when the sizes do.
double difference(const Picture& a, const Picture& b) {
  if (a.width != b.width || a.height != b.height || a.rgb.empty()) return 1;
  size_t different = 0;
  for (size_t i = 0; i < a.rgb.size(); i += 3) {
    bool off = false;
    for (size_t c = i; c < i + 3; ++c) off = off || std::abs(a.rgb[c] - b.rgb[c]) > kChannelTolerance;
    different += off;
  }
  return static_cast<double>(different) / static_cast<double>(a.rgb.size() / 3);
}

std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(GRIDWALL_RENDER_DIR)) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Render : public ::testing::TestWithParam<std::string> {};

TEST_P(Render, TheWallLooksAsItDid) {
  const fs::path folder = fs::path(GRIDWALL_RENDER_DIR) / GetParam();
  std::string county, events, arguments;
  std::ifstream words(folder / "case.txt");
  ASSERT_TRUE(std::getline(words, county) && std::getline(words, events) && std::getline(words, arguments));
  const testing::TemporaryFolder temporary;
  const std::string bin = std::string(GRIDWALL_BIN_DIR) + "/";
  const Outcome import =
      run(bin + "gridwall-log import --county " + county + " " + (fs::path(GRIDWALL_RENDER_DIR) / events).string() +
          " --out " + (temporary / "a.log").string());
  ASSERT_EQ(import.exit_code, 0) << import.output;
  const fs::path shot = temporary / "shot.png";
  const Outcome wall =
      run(bin + "gridwall --replay " + (temporary / "a.log").string() + " --shot " + shot.string() + " " + arguments);
  if (wall.exit_code != 0 && wall.output.find("EGL") != std::string::npos) GTEST_SKIP() << wall.output;
  ASSERT_EQ(wall.exit_code, 0) << wall.output;
  if (std::getenv("GRIDWALL_UPDATE_GOLDEN") != nullptr) {
    fs::copy_file(shot, folder / "expected.png", fs::copy_options::overwrite_existing);
    GTEST_SKIP() << "expected.png was written anew: look at it";
  }
  const double share = difference(read_picture(shot), read_picture(folder / "expected.png"));
  if (share > kShareTolerance) {
    const fs::path kept = fs::temp_directory_path() / ("gridwall-" + GetParam() + "-actual.png");
    fs::copy_file(shot, kept, fs::copy_options::overwrite_existing);
    ADD_FAILURE() << share * 100 << " % of the pixels differ from " << folder / "expected.png"
                  << "; see " << kept;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, Render, ::testing::ValuesIn(cases()), [](const auto& one) { return one.param; });

TEST(RenderDifference, NoticesAMovedWord) {
  Picture a{100, 100, std::vector<unsigned char>(30'000, 10)};
  Picture b = a;
  EXPECT_EQ(difference(a, b), 0);
  for (size_t i = 0; i < 300; ++i) b.rgb[i] = 200;
  EXPECT_DOUBLE_EQ(difference(a, b), 0.01);
  b.width = 50;
  EXPECT_EQ(difference(a, b), 1);
}

}  // namespace
}  // namespace gridwall

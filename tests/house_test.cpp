// The laws of the house that can be read from the sources: who may include what, and what stands at the top level.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = GRIDWALL_SOURCE_DIR;

void for_each_include(const fs::path& folder, const std::function<void(const fs::path&, const std::string&)>& visit) {
  static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".cpp" && extension != ".h" && extension != ".in") continue;
    std::ifstream stream(entry.path());
    std::smatch found;
    for (std::string line; std::getline(stream, line);) {
      if (std::regex_search(line, found, include)) visit(fs::relative(entry.path(), kRoot), found[1]);
    }
  }
}

bool under(const fs::path& file, std::initializer_list<std::string_view> folders) {
  for (const std::string_view folder : folders) {
    if (file.generic_string().starts_with(std::string(folder) + "/")) return true;
  }
  return false;
}

TEST(House, IngestKnowsNothingOfTheViewer) {
  for_each_include("ingest", [](const fs::path& file, const std::string& header) {
    EXPECT_FALSE(header.starts_with("viewer/")) << file << " includes " << header;
  });
}

TEST(House, EveryLibraryStaysInItsRoom) {
  struct Room {
    std::regex header;
    std::initializer_list<std::string_view> folders;
  };
  const Room rooms[] = {
      {std::regex("^(epoxy|GL|EGL)/"), {"viewer/render", "viewer/app"}},
      {std::regex("^imgui"), {"viewer/block", "viewer/app"}},
      {std::regex("^zmq"), {"ingest/feed", "viewer/source"}},
      {std::regex("^sqlite3"), {"ingest/log"}},
      {std::regex("^geos"), {"ingest/county"}},
      {std::regex("^GLFW/"), {"viewer/app"}},
  };
  int seen = 0;
  for (const char* half : {"ingest", "viewer"}) {
    for_each_include(half, [&](const fs::path& file, const std::string& header) {
      for (const Room& room : rooms) {
        if (!std::regex_search(header, room.header)) continue;
        ++seen;
        EXPECT_TRUE(under(file, room.folders)) << file << " includes " << header;
      }
    });
  }
  EXPECT_GT(seen, 5);  // the test looks at something
}

TEST(House, TheRendererKnowsNeitherCountyNorEvents) {
  for_each_include("viewer/render", [](const fs::path& file, const std::string& header) {
    const bool allowed = !header.starts_with("ingest/") || header == "ingest/event/result.h";
    EXPECT_TRUE(allowed && !header.starts_with("viewer/app/") && !header.starts_with("viewer/panel/") &&
                !header.starts_with("viewer/block/"))
        << file << " includes " << header;
  });
}

TEST(House, TheFoldHasNoClockAndNoRandomness) {
  const std::set<std::string> forbidden = {"chrono", "ctime", "time.h", "random", "thread", "fstream"};
  for_each_include("ingest/state", [&](const fs::path& file, const std::string& header) {
    EXPECT_FALSE(forbidden.contains(header)) << file << " includes " << header;
  });
}

TEST(House, TheTopLevelIsAsItWasFixed) {
  const std::set<std::string> allowed = {"CMakeLists.txt", "CMakePresets.json",
                                         "viewer",         "ingest",
                                         "shaders",        "assets",
                                         "config",         "tests",
                                         "docs",           "dev",
                                         "README.md",      "LICENSE"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name.starts_with("build")) continue;
    EXPECT_TRUE(allowed.contains(name)) << name;
  }
}

}  // namespace

// The laws of the house that can be read from the sources: who may include what, and what stands at the top level.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/source_code.h"

namespace gridwall {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot = GRIDWALL_SOURCE_DIR;

void for_each_source(const fs::path& folder, const std::function<void(const fs::path&)>& visit) {
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".cpp" || extension == ".h" || extension == ".in") visit(entry.path());
  }
}

void for_each_include(const fs::path& folder, const std::function<void(const fs::path&, const std::string&)>& visit) {
  static const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  for_each_source(folder, [&](const fs::path& file) {
    std::ifstream stream(file);
    std::smatch found;
    for (std::string line; std::getline(stream, line);) {
      if (std::regex_search(line, found, include)) visit(fs::relative(file, kRoot), found[1]);
    }
  });
}

// "ingest/simulate/history/split.h" -> "gridwall::simulate::history".
std::string namespace_of(const fs::path& file) {
  std::string name = "gridwall";
  bool half = true;  // ingest or viewer: no part of the name
  for (const fs::path& part : file.parent_path()) {
    if (!std::exchange(half, false)) name += "::" + part.string();
  }
  return name;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
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
      {std::regex("^(microhttpd|mosquitto|curl/)"), {"ingest/bridge"}},
      {std::regex("^sqlite3"), {"ingest/log"}},
      {std::regex("^geos"), {"ingest/county"}},
      {std::regex("^GLFW/"), {"viewer/app"}},
      {std::regex("^X11/"), {"viewer/app"}},
      {std::regex("^toml\\+\\+/"), {"ingest/config"}},
      {std::regex("^(zip|expat)\\.h"), {"ingest/import/xlsx"}},
      {std::regex("^xlsxwriter"), {"ingest/report"}},
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
  const std::set<std::string> forbidden = {
      "chrono", "ctime", "time.h", "random", "thread", "fstream", "ingest/event/clock.h"};
  for_each_include("ingest/state", [&](const fs::path& file, const std::string& header) {
    EXPECT_FALSE(forbidden.contains(header)) << file << " includes " << header;
  });
}

TEST(House, TheClocksAreReadInOnePlace) {
  static const std::regex read(R"([Cc]lock::now\()");
  for (const char* half : {"ingest", "viewer"}) {
    for_each_source(half, [&](const fs::path& path) {
      const fs::path file = fs::relative(path, kRoot);
      if (file == "ingest/event/clock.cpp") return;
      std::ifstream stream(path);
      for (std::string line; std::getline(stream, line);) {
        EXPECT_FALSE(std::regex_search(line, read)) << file << ": " << line;
      }
    });
  }
}

TEST(House, EveryFileLiesInARoomAndItsNamespaceIsThatFolder) {
  static const std::regex opened(R"(^namespace (gridwall(::(inline )?\w+)*) \{$)");
  int seen = 0;
  for (const char* half : {"ingest", "viewer"}) {
    for_each_source(half, [&](const fs::path& path) {
      const fs::path file = fs::relative(path, kRoot);
      EXPECT_NE(file.parent_path(), half) << file << " lies outside every room";
      std::ifstream stream(path);
      std::smatch found;
      bool own = false;
      std::string others;
      for (std::string line; std::getline(stream, line);) {
        if (!std::regex_match(line, found, opened)) continue;
        const std::string name = std::regex_replace(found[1].str(), std::regex("inline "), "");
        if (name == namespace_of(file))
          own = true;
        else
          others += " " + name;
      }
      // A declaration of another room's class may stand beside the file's own namespace; a main may have none.
      EXPECT_TRUE(own || others.empty()) << file << " opens" << others << ", not " << namespace_of(file);
      seen += own ? 1 : 0;
    });
  }
  EXPECT_GT(seen, 300);  // the test looks at something
}

TEST(House, NoSourceFileIsTooLongToBeOneThing) {
  constexpr int kMostLines = 500;
  for (const char* folder : {"ingest", "viewer", "tests"}) {
    for_each_source(folder, [&](const fs::path& file) {
      std::ifstream stream(file);
      int lines = 0;
      for (std::string line; std::getline(stream, line);) ++lines;
      EXPECT_LE(lines, kMostLines) << fs::relative(file, kRoot);
    });
  }
}

TEST(House, NoFunctionIsTooLongToBeOneThing) {
  constexpr int kMostLines = 80;
  size_t seen = 0;
  for (const char* folder : {"ingest", "viewer", "tests"}) {
    for_each_source(folder, [&](const fs::path& file) {
      const std::vector<test::FunctionText> functions = test::functions_of(test::code_only(text_of(file)));
      seen += functions.size();
      for (const test::FunctionText& function : functions) {
        EXPECT_LE(function.lines, kMostLines)
            << fs::relative(file, kRoot) << ":" << function.first_line << " " << function.name;
      }
    });
  }
  EXPECT_GT(seen, 3000U);  // the test looks at something
}

TEST(House, EveryFunctionInAHeaderIsUsedOutsideOfTheTests) {
  // What only tests call, and why it is there all the same.
  const std::map<std::string, std::string> for_tests = {
      {"draw_all", "a full redraw, which must give the pixels of the retained picture"},
      {"live_gl_objects", "counts what the tests for leaks watch"},
      {"uploaded_cells", "counts what a change of one cell costs"},
      {"seek_seq", "shows an exact event, where the product seeks by time"},
      {"wait_for_all", "the index of a whole log, which the product only watches growing"},
  };
  std::vector<test::SourceText> sources;
  for (const char* half : {"ingest", "viewer"}) {
    for_each_source(half, [&](const fs::path& file) {
      sources.push_back({fs::relative(file, kRoot).generic_string(), text_of(file)});
    });
  }
  std::set<std::string> seen;
  for (const test::UnusedFunction& function : test::unused_functions(sources)) {
    seen.insert(function.name);
    EXPECT_TRUE(for_tests.contains(function.name)) << function.name << " of " << function.header << " is used nowhere";
  }
  for (const auto& [name, why] : for_tests) EXPECT_TRUE(seen.contains(name)) << name << ": is gone, or used by now";
}

TEST(House, TheTopLevelIsAsItWasFixed) {
  const std::set<std::string> allowed = {"CMakeLists.txt", "CMakePresets.json",
                                         "viewer",         "ingest",
                                         "shaders",        "assets",
                                         "config",         "tests",
                                         "docs",           "dev",
                                         "README.md",      "LICENSE",
                                         "CHANGELOG.md",   "CONTRIBUTING.md"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name.starts_with("build")) continue;
    EXPECT_TRUE(allowed.contains(name)) << name;
  }
}

}  // namespace
}  // namespace gridwall

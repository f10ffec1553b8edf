#include "ingest/program/scenario_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "ingest/program/program.h"

namespace gridwall::program {
namespace {

Result<std::filesystem::path> find_scenario(const std::string& name) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(name, ignored)) return std::filesystem::path(name);
  std::string known;
  if (const Result<std::filesystem::path> home = find_home()) {
    const std::filesystem::path folder = *home / "config" / "scenarios";
    if (std::filesystem::is_regular_file(folder / (name + ".toml"), ignored)) return folder / (name + ".toml");
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
      if (entry.path().extension() == ".toml")
        known += (known.empty() ? "; there are " : ", ") + entry.path().stem().string();
    }
  }
  return Error{ErrorCode::kInvalidArgument,
               "--scenario " + name + ": neither a file nor a script that comes with gridwall" + known};
}

}  // namespace

Result<simulate::scenario::Scenario> read_scenario(const std::string& name) {
  const Result<std::filesystem::path> path = find_scenario(name);
  if (!path) return path.error();
  std::ifstream file(*path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return Error{ErrorCode::kIo, path->string() + ": cannot be read"};
  return simulate::scenario::load_scenario(text.str(), path->string());
}

}  // namespace gridwall::program

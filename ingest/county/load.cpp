#include "ingest/county/load.h"

#include <fstream>
#include <iterator>
#include <system_error>

#include "ingest/county/assemble.h"
#include "ingest/county/config.h"
#include "ingest/county/fishnet.h"
#include "ingest/county/geojson.h"

namespace gridwall::inline county {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxConfigBytes = 16ULL << 20;

Result<std::string> read_text(const fs::path& file, size_t max_bytes) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (error) return Error{ErrorCode::kNotFound, file.string() + ": it cannot be read: " + error.message()};
  if (size > max_bytes)
    return Error{ErrorCode::kInvalidConfig, file.string() + ": it is too large (" + std::to_string(size) + " bytes)"};
  std::ifstream stream(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream) return Error{ErrorCode::kIo, file.string() + ": reading it failed"};
  return text;
}

bool lies_below(const fs::path& file, const fs::path& folder) {
  const fs::path relative = file.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

// The file of the map; errors say what a configuration may not name.
Result<fs::path> find_map(const county::CountyConfig& config, const fs::path& config_file, const fs::path& built_maps) {
  const auto refuse = [&](const std::string& why) {
    return Error{ErrorCode::kInvalidConfig, config.name + ":" + std::to_string(config.map_line) + ": key 'map." +
                                                (config.map_is_generated ? "generated" : "file") + "': '" +
                                                config.map_file + "' " + why};
  };
  std::error_code error;
  const fs::path folder = fs::canonical(config_file, error).parent_path();
  const fs::path product = folder.parent_path().parent_path();
  if (config.map_is_generated) {
    const fs::path own = product / "assets" / "maps" / config.map_file, built = built_maps / config.map_file;
    for (const fs::path& file : {own, built}) {
      if (fs::is_regular_file(file, error)) return file;
    }
    return refuse("has not been generated yet (looked for " + own.string() + " and " + built.string() +
                  "); build the target gridwall_maps, or run gridwall-map province as assets/maps/README.md says");
  }
  const fs::path map_file = config.map_file;
  if (map_file.is_absolute()) return refuse("must be relative to the folder of the configuration");
  fs::path resolved = fs::weakly_canonical(folder / map_file, error);
  if (error || !lies_below(resolved, product)) return refuse("leaves the product's folders");
  if (!fs::is_regular_file(resolved, error)) return refuse("does not exist (looked for " + resolved.string() + ")");
  return resolved;
}

}  // namespace

fs::path built_maps_folder() {
  std::error_code error;  // without /proc the build tree cannot be found
  return fs::read_symlink("/proc/self/exe", error).parent_path().parent_path() / "maps";
}

Result<CountySource> read_county_source(const fs::path& config_file, const fs::path& built_maps) {
  CountySource source;
  auto config_text = read_text(config_file, kMaxConfigBytes);
  if (!config_text) return config_text.error();
  source.name = config_file.filename().string();
  source.config_text = std::move(*config_text);
  const auto config = county::read_config(source.config_text, source.name);
  if (!config) return config.error();
  if (config->map_file.empty()) return source;
  const auto map_file = find_map(*config, config_file, built_maps);
  if (!map_file) return map_file.error();
  auto map_text = read_text(*map_file, county::kMaxMapBytes);
  if (!map_text) return map_text.error();
  source.map_text = std::move(*map_text);
  source.map_name = map_file->filename().string();
  return source;
}

Result<County> load_county(const CountySource& source) {
  auto config = county::read_config(source.config_text, source.name, source.stored);
  if (!config) return config.error();
  county::MapContent content;
  if (config->fishnet) {
    auto cells = county::build_fishnet(*config->fishnet);
    if (!cells) return Error{cells.error().code, source.name + ": " + cells.error().message};
    content = std::move(*cells);
  } else if (!config->map_file.empty()) {
    if (source.map_text.empty()) {
      return Error{ErrorCode::kInvalidConfig, source.name + ":" + std::to_string(config->map_line) +
                                                  ": key 'map.file': the map '" + config->map_file +
                                                  "' is empty or was not stored with the configuration"};
    }
    auto map = county::read_map(source.map_text, source.map_name.empty() ? config->map_file : source.map_name,
                                config->crs, config->properties, source.stored);
    if (!map) return map.error();
    content = std::move(*map);
  } else {
    content.grids = config->grids;
  }
  return county::assemble(std::move(*config), std::move(content));
}

Result<fs::path> find_county(std::string_view name_or_path, const fs::path& config_dir) {
  std::error_code error;
  const fs::path as_path(name_or_path);
  if (fs::is_regular_file(as_path, error)) return as_path;
  const bool is_name = !name_or_path.empty() && name_or_path.find('/') == std::string_view::npos;
  if (is_name) {
    const fs::path named = config_dir / (std::string(name_or_path) + ".toml");
    if (fs::is_regular_file(named, error)) return named;
  }
  std::string known;
  for (const auto& entry : fs::directory_iterator(config_dir, error)) {
    if (entry.path().extension() == ".toml") known += (known.empty() ? "" : ", ") + entry.path().stem().string();
  }
  return Error{ErrorCode::kInvalidArgument,
               "no county '" + std::string(name_or_path) + "' in " + config_dir.string() +
                   (known.empty() ? "; it holds no configuration" : "; there are " + known)};
}

uint64_t county_mark(std::string_view config_text, std::string_view map_text) {
  uint64_t mark = 0xcbf29ce484222325ULL;
  const auto mix = [&mark](std::string_view text) {
    for (const char c : text) mark = (mark ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  };
  mix(config_text);
  mix(std::string_view("\0", 1));
  mix(map_text);
  return mark;
}

}  // namespace gridwall::county

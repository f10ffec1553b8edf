// From files to a County: the TOML configuration and the GeoJSON map it names. The two texts
// define a county completely; a log stores both, and load_county() reads nothing else from disk. Any thread.
// What a configuration may hold is described in config.h, what a map may hold in geojson.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "ingest/county/county.h"
#include "ingest/event/result.h"

namespace gridwall::inline county {

struct CountySource {
  std::string name;         // file name of the configuration, for messages: "jianhu.toml"
  std::string config_text;  // TOML
  std::string map_text;     // GeoJSON; empty when the configuration names no file
  std::string map_name;     // file name of the map, for messages: "jianhu.geojson"
  bool stored = false;      // from a log, not from a file: keys unknown to this version are ignored
};

// Where the build puts the maps it generates: `maps` beside the folder of the running program.
std::filesystem::path built_maps_folder();

// Reads a configuration and the map it names. `map.file` is relative to the configuration's folder and must stay below
// the folder two levels up from it (the product's root for config/counties/x.toml), symbolic links resolved.
// `map.generated` is looked up in the product's assets/maps and in `built_maps`.
Result<CountySource> read_county_source(const std::filesystem::path& config_file,
                                        const std::filesystem::path& built_maps = built_maps_folder());

// Errors name the file, the line or the feature, the key, and what would be allowed. Repairs go to County::warnings.
Result<County> load_county(const CountySource& source);

// A hash that identifies the configuration and map of a county. FNV-1a, 64 bits:
// http://www.isthe.com/chongo/tech/comp/fnv/
uint64_t county_mark(std::string_view config_text, std::string_view map_text);

// The configuration file of a county: a path that exists, or the name of one in `config_dir` ("jianhu").
Result<std::filesystem::path> find_county(std::string_view name_or_path, const std::filesystem::path& config_dir);

}  // namespace gridwall::county

// A county's configuration and its map, with a NUL between them, as a log or a daemon may hand them to a wall.
#include "ingest/county/load.h"
#include "ingest/county/locate.h"

extern "C" int LLVMFuzzerTestOneInput(const char* data, size_t size) {
  using namespace gridwall;
  const std::string_view input(data, size);
  const size_t end = input.find('\0');
  if (end == std::string_view::npos) return 0;
  CountySource source{"fuzz.toml", std::string(input.substr(0, end)), std::string(input.substr(end + 1)),
                      "map.geojson"};
  source.stored = true;
  const Result<County> county = load_county(source);
  if (!county) return 0;
  const Locator locator(*county);
  for (const Grid& grid : county->grids) locator.locate(grid.center);
  return 0;
}

// The last 23 hours and the hour under way, at a glance.
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {

block::Tile strip(const ViewContext& context) {
  if (context.connection.replay) return {.absent = true};  // the time bar shows the same day
  block::Tile tile;
  block::Strip strip{view_model::build_day_strip(context)};
  tile.title = strip.day.title;
  tile.qualifier = strip.day.why;  // the lanes say their scales
  tile.body.push_back({std::move(strip)});
  return tile;
}

}  // namespace gridwall::tile

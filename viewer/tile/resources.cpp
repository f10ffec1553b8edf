// What there is to help with: of each kind how much is free and where it stands, the scarcest first.
#include "ingest/state/resource_board.h"
#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr int64_t kScarcePercent = 20, kOldNs = 6 * 3600 * kNsPerSecond;

std::string free_of(const ViewContext& context, int64_t free, int64_t count) {
  return fill(context.texts[Text::kResourcesFree], {{"free", format_count(free)}, {"count", format_count(count)}});
}

// "实验小学体育馆 空 164 / 200", and for how long nobody has said anything new.
std::string store_of(const ViewContext& context, const Resource& resource) {
  std::string name = !resource.name.empty()    ? resource.name
                     : !resource.place.empty() ? resource.place
                                               : grid_name(context.county, context.texts, resource.grid);
  if (!name.empty()) name += " ";
  name += free_of(context, resource.free, resource.count);
  if (context.now_ns - resource.reported_ns > kOldNs) {
    const std::string time = format_duration(seconds_between(resource.reported_ns, context.now_ns), context.texts);
    name += " (" + fill(context.texts[Text::kResourcesAge], {{"time", time}}) + ")";
  }
  return name;
}

Row row_of(const ViewContext& context, const ResourceKind& kind) {
  const bool scarce = kind.free * 100 < kind.count * kScarcePercent;
  std::string stores;
  for (const ResourceIndex index : kind.stores) {
    if (!stores.empty()) stores += " · ";
    stores += store_of(context, context.state.resources[index]);
  }
  const std::string name =
      kind.kind == kNone ? std::string() : std::string(context.texts.word(context.state.words.text(kind.kind)));
  return {{{.text = name,
            .mark = {scarce ? Shape::kTriangleUp : Shape::kDisc, scarce ? Tone::kAttention : Tone::kGood, {}}},
           {.text = free_of(context, kind.free, kind.count),
            .tone = scarce ? Tone::kAttention : Tone::kText,
            .strong = true},
           {.text = std::move(stores), .tone = Tone::kQuiet}}};
}

}  // namespace

block::Tile resources(const ViewContext& context) {
  Tile tile = standing_tile(context, Text::kResourcesTitle);
  const std::vector<ResourceKind> board = resource_board(context.state, context.county, context.scope);
  tile.absent = context.state.resources.empty();
  if (board.empty()) {
    tile.why = context.texts[Text::kResourcesNone];
    return tile;
  }
  int64_t stores = 0;
  Table table{.more = context.texts[Text::kResourcesMore], .least = 1, .ruled = true};
  table.columns = {{}, {}, {.fit = Column::Fit::kParts, .drop = 1}};
  Section& section = table.sections.emplace_back();
  for (const ResourceKind& kind : board) {
    section.rows.push_back(row_of(context, kind));
    stores += static_cast<int64_t>(kind.stores.size());
  }
  tile.qualifier = counted(context, Text::kResourcesStores, stores);
  tile.body.push_back({std::move(table)});
  return tile;
}

}  // namespace gridwall::tile

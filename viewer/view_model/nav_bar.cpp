#include "viewer/view_model/nav_bar.h"

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

struct Held {  // what a place consists of
  int64_t grids = 0, households = 0, people = 0;
};

std::string sizes_of(const ViewContext& context) {
  const County& county = context.county;
  const Texts& texts = context.texts;
  Held held;
  for (uint32_t grid = 0; grid < county.grids.size(); ++grid) {
    if (!lies_in(county, grid, context.scope)) continue;
    ++held.grids;
    held.households += county.grids[grid].households;
    held.people += county.grids[grid].people;
  }
  std::string sizes;
  const auto add = [&](const std::string& part) { sizes += (sizes.empty() ? "" : "   ") + part; };
  if (context.scope.grid == kNone) add(fill(texts[Text::kNavGrids], {{"n", format_count(held.grids)}}));
  if (context.scope.whole_county()) {
    for (const Size& size : county.sizes) add(format_count(size.count) + " " + texts.of(size.name));
  } else {
    if (held.households > 0) add(fill(texts[Text::kNavHouseholds], {{"n", format_count(held.households)}}));
    if (held.people > 0) add(fill(texts[Text::kNavPeople], {{"n", format_count(held.people)}}));
  }
  if (context.scope.grid != kNone && !county.grids[context.scope.grid].responsible.zh.empty()) {
    add(fill(texts[Text::kNavResponsible], {{"who", texts.of(county.grids[context.scope.grid].responsible)}}));
  }
  return sizes;
}

}  // namespace

NavBar build_nav_bar(const ViewContext& context) {
  NavBar bar;
  for (int i = 0; i < kSceneCount; ++i) {
    const auto scene = static_cast<Scene>(i);
    bar.scenes.push_back(
        {scene, context.texts.at(Text::kSceneOverview, static_cast<size_t>(i)), scene == context.scene});
  }
  for (const Scope step : path_to(context.county, context.scope)) {
    bar.path.push_back({step, scope_name(context.county, context.texts, step)});
  }
  if (context.pointed) bar.pointed = scope_name(context.county, context.texts, *context.pointed);
  if (context.scene == Scene::kRequests) {
    for (const Scope part : children_of(context.county, context.scope)) {
      bar.parts.push_back({part, scope_name(context.county, context.texts, part)});
    }
  }
  bar.sizes = sizes_of(context);
  return bar;
}

}  // namespace gridwall::view_model

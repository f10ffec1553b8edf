#include <algorithm>

#include "viewer/tile/places_parts.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

constexpr size_t kMostCampaigns = 64, kFew = 3;

// Of the round of that name; nothing where it had not begun.
CampaignFigures campaign_then(const ViewContext& context, std::string_view name) {
  const Figures* then = context.figures_then();
  if (then == nullptr) return {};
  const auto& campaigns = then->window(Window::kAll).campaigns;
  const auto at = campaigns.find(context.comparison->state.words.find(name));
  return at == campaigns.end() ? CampaignFigures{} : at->second;
}

Item item_of(const ViewContext& context, std::string_view name, const CampaignFigures& figures) {
  const CampaignFigures then = campaign_then(context, name);
  const auto told = [&](Text pattern, int64_t CampaignFigures::*count) {
    return with_change(counted(context, pattern, figures.*count),
                       context.figures_then() ? change_of_count(figures.*count, then.*count) : Change{});
  };
  return {.title = std::string(context.texts.word(name)),
          .end = told(Text::kNavHouseholds, &CampaignFigures::households),
          .note = told(Text::kCampaignsEstates, &CampaignFigures::estates),
          .note_end = told(Text::kNavPeople, &CampaignFigures::people) + " · " +
                      told(Text::kCampaignsVisits, &CampaignFigures::visits)};
}

}  // namespace

block::Stack campaigns(const ViewContext& context) {
  const auto& campaigns = context.figures.window(Window::kAll).campaigns;
  if (campaigns.empty()) return {};
  std::vector<std::pair<WordId, const CampaignFigures*>> order;
  for (const auto& [campaign, figures] : campaigns) order.push_back({campaign, &figures});
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second->households > b.second->households; });
  List list{.total = static_cast<int64_t>(order.size()), .more = context.texts[Text::kCampaignsMore]};
  list.whole = order.size() <= kFew;
  for (size_t i = 0; i < std::min(order.size(), kMostCampaigns); ++i) {
    list.items.push_back(item_of(context, context.state.words.text(order[i].first), *order[i].second));
  }
  return {{Line{.text = context.texts[Text::kCampaignsTitle],
                .end = context.texts[Text::kWindowAll],
                .strong = true,
                .ruled = true}},
          {std::move(list)}};
}

}  // namespace gridwall::tile

#include "ingest/simulate/matter.h"

#include "ingest/simulate/words.h"

namespace gridwall::simulate {

std::string theme_of(const County& county, std::string_view category) {
  std::string theme(category);
  for (const auto& [value, label] : county.categories) {
    if (value == category) return theme.append(" ").append(label.zh);
  }
  return theme.append(" ");
}

std::string handler_of(const World& world, GridIndex grid, size_t tier, std::string_view theme, Random& random) {
  switch (tier) {
    case 0:
      return "网格员" + std::to_string(grid == kNone ? 0U : grid + 1U);
    case 1:
      return world.places.community_name(grid);
    case 2:
      return world.places.street_name(grid);
    default:
      return std::string(department_of(theme, random));
  }
}

int64_t after_opening(const World& world, int64_t end_ns, Random& random) {
  const LocalMoment moment = world.local(end_ns);
  if (moment.second < 8 * 3600 && random.chance(0.85)) {
    return end_ns + (8 * 3600 - moment.second + random.whole(0, 5400)) * kSecondNs;
  }
  if (moment.second >= 19 * 3600 && random.chance(0.75)) {
    return end_ns + ((24 + 8) * 3600 - moment.second + random.whole(0, 7200)) * kSecondNs;
  }
  return end_ns;
}

void describe(Draft& placed, const World& world, GridIndex grid, std::string_view category, std::string_view channel,
              size_t tier, Random& random) {
  const std::string theme = theme_of(world.county, category);
  const std::string spot = spot_in(world.places.community_name(grid), random);
  placed.with(Field::kCategory, category)
      .with(Field::kChannel, channel)
      .with(Field::kTitle, request_title(theme, spot, random));
  if (const std::string text = request_text(random); !text.empty()) placed.with(Field::kText, text);
  placed.with(Field::kPlace, spot).with(Field::kTier, static_cast<int64_t>(tier));
  if (theme.find("物业") != std::string::npos) placed.with(Field::kOrg, organisation(random));
}

Draft& MatterSteps::step(EventType type) {
  const std::string_view name = event_type_name(type);
  std::string number = std::to_string(steps_.size());
  steps_.push_back(
      draft_of(type, now_ns_, kRequestSource, id_, number.append("-").append(name.substr(name.find('.') + 1))));
  return steps_.back().with(Field::kRequest, id_);
}

void MatterSteps::after_s(double median_s, double sigma) {
  now_ns_ += random_.log_normal_s(median_s, sigma) * kSecondNs;
}

void MatterSteps::work_s(double median_s, double sigma) {
  after_s(median_s, sigma);
  now_ns_ = after_opening(world_, now_ns_, random_);
}

}  // namespace gridwall::simulate

#include "ingest/county/map_spec.h"

#include "ingest/county/geojson.h"
#include "ingest/county/toml_section.h"

namespace gridwall::county {
namespace {

StreetSpec read_street(Section& section) {
  StreetSpec street;
  street.area = {section.text("code"), section.label("name")};
  if (const auto seat = section.position("seat")) {
    street.seat = *seat;
  } else {
    section.fail("seat", "it is missing; it must be [longitude, latitude]");
  }
  street.share = section.number_or("share", street.share, 1e-6, 1e9);
  street.density = section.number_or("density", street.density, 1, 1000);
  street.radius_m = section.number_or("radius_m", street.radius_m, 10, 1e6);
  for (Section& inner : section.sections("community")) {
    CommunitySpec community;
    community.area = {inner.text("code"), inner.label("name")};
    community.grids = static_cast<int>(inner.integer_or("grids", 1, 1, 10'000));
    inner.finish();
    street.communities.push_back(std::move(community));
  }
  if (street.communities.empty()) {
    street.grids = static_cast<int>(section.integer_or("grids", 1, 1, 10'000));
  } else {
    if (section.has("grids"))
      section.fail("grids", "a street with communities has the sum of their grids; leave it out");
    street.grids = 0;
    for (const CommunitySpec& community : street.communities) street.grids += community.grids;
  }
  section.finish();
  return street;
}

}  // namespace

int MapSpec::grid_count() const {
  int count = 0;
  for (const StreetSpec& street : streets) count += street.grids;
  return count;
}

Result<MapSpec> read_map_spec(std::string_view text, std::string_view name) {
  TomlFile file(name);
  if (!file.parse(text)) return file.error();
  Section root(file, file.root(), "");
  MapSpec spec;
  spec.outline = root.text_or("outline", "");
  spec.seed = static_cast<uint64_t>(root.integer_or("seed", 1, 0, INT64_MAX));
  spec.households_low = static_cast<int>(root.integer_or("households_low", spec.households_low, 0, 100'000));
  spec.households_high = static_cast<int>(root.integer_or("households_high", spec.households_high, 0, 100'000));
  if (spec.households_high < spec.households_low) root.fail("households_high", "it is below households_low");
  spec.people_per_household = root.number_or("people_per_household", spec.people_per_household, 0, 100);
  for (Section& section : root.sections("street")) spec.streets.push_back(read_street(section));
  if (spec.streets.empty()) root.fail("street", "it is missing; at least one [[street]] is needed");
  if (spec.grid_count() > static_cast<int>(kMaxGrids)) root.fail("street", "more than 200,000 grids");
  root.finish();
  if (file.failed()) return file.error();
  return spec;
}

}  // namespace gridwall::county

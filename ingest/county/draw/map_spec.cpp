#include "ingest/county/draw/map_spec.h"

#include "ingest/config/toml_section.h"
#include "ingest/county/config_values.h"
#include "ingest/county/geojson.h"

namespace gridwall::inline county::draw {
namespace {

using config::Section;
using config::TomlFile;
using config::UniqueCodes;

// Sites that shape the border of land outside; they are dropped afterwards.
constexpr int kGridsOutside = 8;

void read_seat(Section& section, StreetSpec& street) {
  if (const auto seat = read_position(section, "seat")) {
    street.seat = *seat;
  } else {
    section.fail("seat", "it is missing; it must be [longitude, latitude]");
  }
}

StreetSpec read_outside(Section& section) {
  StreetSpec street;
  street.outside = true;
  read_seat(section, street);
  street.share = section.number("share", 1e-6, 1e9);
  street.density = 1;
  street.grids = kGridsOutside;
  section.finish();
  return street;
}

StreetSpec read_street(Section& section) {
  StreetSpec street;
  street.area = {section.text("code"), read_label(section, "name")};
  read_seat(section, street);
  street.share = section.number_or("share", street.share, 1e-6, 1e9);
  street.density = section.number_or("density", street.density, 1, 1000);
  street.radius_m = section.number_or("radius_m", street.radius_m, 10, 1e6);
  for (Section& inner : section.sections("community")) {
    CommunitySpec community;
    community.area = {inner.text("code"), read_label(inner, "name")};
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

MapSpec read_common(Section& root) {
  MapSpec spec;
  spec.seed = static_cast<uint64_t>(root.integer_or("seed", 1, 0, INT64_MAX));
  spec.households_low = static_cast<int>(root.integer_or("households_low", spec.households_low, 0, 100'000));
  spec.households_high = static_cast<int>(root.integer_or("households_high", spec.households_high, 0, 100'000));
  if (spec.households_high < spec.households_low) root.fail("households_high", "it is below households_low");
  spec.people_per_household = root.number_or("people_per_household", spec.people_per_household, 0, 100);
  spec.bends = static_cast<int>(root.integer_or("bends", spec.bends, 0, 4));
  return spec;
}

}  // namespace

int MapSpec::grid_count() const {
  int count = 0;
  for (const StreetSpec& street : streets) count += street.outside ? 0 : street.grids;
  return count;
}

Result<MapSpec> read_map_spec(std::string_view text, std::string_view name) {
  TomlFile file(name);
  if (!file.parse(text)) return file.error();
  Section root = file.root();
  MapSpec spec = read_common(root);
  spec.outline = root.text_or("outline", "");
  spec.responsible = root.texts_or("responsible", {});
  for (Section& section : root.sections("street")) spec.streets.push_back(read_street(section));
  if (spec.streets.empty()) root.fail("street", "it is missing; at least one [[street]] is needed");
  for (Section& section : root.sections("outside")) spec.streets.push_back(read_outside(section));
  if (spec.grid_count() > static_cast<int>(kMaxGrids)) root.fail("street", "more than 200,000 grids");
  root.finish();
  if (file.failed()) return file.error();
  return spec;
}

int ProvinceSpec::street_count() const {
  size_t count = 0;
  for (const Prefecture& prefecture : prefectures) {
    for (const ProvinceCounty& county : prefecture.counties) count += county.streets.size();
  }
  return static_cast<int>(count);
}

Result<ProvinceSpec> read_province_spec(std::string_view text, std::string_view name) {
  TomlFile file(name);
  if (!file.parse(text)) return file.error();
  Section root = file.root();
  ProvinceSpec spec;
  spec.base = read_common(root);
  spec.grids = static_cast<int>(root.integer("grids", 1, static_cast<int64_t>(kMaxGrids)));
  UniqueCodes codes;
  for (Section& section : root.sections("prefecture")) {
    Prefecture prefecture{{section.text("code"), read_label(section, "name")}, {}};
    for (Section& inner : section.sections("county")) {
      ProvinceCounty county{{inner.text("code"), read_label(inner, "name")}, {}};
      codes.add(inner, "code", county.area.code);
      for (Section& street : inner.sections("streets")) {
        county.streets.push_back({street.text("code"), read_label(street, "name")});
        codes.add(street, "code", county.streets.back().code);
        street.finish();
      }
      if (county.streets.empty()) inner.fail("streets", "it is missing; a county needs at least one");
      inner.finish();
      prefecture.counties.push_back(std::move(county));
    }
    if (prefecture.counties.empty()) section.fail("county", "it is missing; a prefecture needs at least one");
    section.finish();
    spec.prefectures.push_back(std::move(prefecture));
  }
  if (spec.prefectures.empty()) root.fail("prefecture", "it is missing; at least one [[prefecture]] is needed");
  if (spec.grids < spec.street_count()) root.fail("grids", "there are fewer than streets");
  root.finish();
  if (file.failed()) return file.error();
  return spec;
}

}  // namespace gridwall::county::draw

// gridwall-map: checks a county's configuration and map, divides an outline into grids, and takes outlines out of
// larger files. A tool for setting up a county; the daemon and the wall do not need it.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "ingest/county/coordinates.h"
#include "ingest/county/draw/generate.h"
#include "ingest/county/load.h"
#include "ingest/county/project.h"
#include "ingest/county/repair.h"
#include "ingest/program/program.h"

namespace {

using namespace gridwall;

int report(const Error& error) {
  program::print_to(stderr, "gridwall-map: {}\n", error.message);
  return error.code == ErrorCode::kInvalidArgument ? 2 : 1;
}

Result<std::string> read_text(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return Error{ErrorCode::kNotFound, file + ": it cannot be read"};
  return std::string((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
}

Status write_text(const std::string& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text;
  stream.close();
  if (!stream) return Error{ErrorCode::kIo, file + ": writing failed"};
  return Done{};
}

int check(const std::string& name, const std::string& config_dir) {
  const auto file = find_county(name, config_dir);
  if (!file) return report(file.error());
  const auto source = read_county_source(*file);
  if (!source) return report(source.error());
  const auto county = load_county(*source);
  if (!county) return report(county.error());
  program::print_to(stdout, "{} ({}), {}\n", county->name.zh, county->code, county->time_zone);
  for (size_t depth = 0; depth < county->hierarchy.size(); ++depth) {
    size_t count = 0;
    for (const Area& area : county->areas) count += area.depth == depth ? 1 : 0;
    program::print_to(stdout, "  {} {}\n", count, county->hierarchy[depth].zh);
  }
  size_t of_level[3] = {0, 0, 0};
  for (const Grid& grid : county->grids) ++of_level[grid.level - 1];
  program::print_to(stdout, "  {} grids: {} of level 1, {} of level 2, {} of level 3\n", county->grids.size(),
                    of_level[0], of_level[1], of_level[2]);
  program::print_to(stdout, "  {} teams, {} stages, {} channels, {} categories\n", county->teams.size(),
                    county->loops.front().stages.size(), county->channels.size(), county->categories.size());
  if (county->map.has_geometry) {
    double sum = 0;
    for (const auto& grid : county->map.grids) sum += county::area_deg2(grid);
    const double whole = county::area_deg2(county->map.outline);
    program::print_to(stdout, "  box {:.5f} {:.5f} to {:.5f} {:.5f}, {} triangles\n", county->box.west_deg,
                      county->box.south_deg, county->box.east_deg, county->box.north_deg,
                      county->map.triangles.indices.size() / 3);
    if (std::abs(sum - whole) > 1e-6 * whole) {
      program::print_to(stdout, "  note: the grids' areas add up to {:.4f} % of the county's; {}\n", 100 * sum / whole,
                        sum > whole ? "some overlap, or the outline is another" : "the rest of it has no grid");
    }
  }
  for (const std::string& warning : county->warnings) program::print_to(stdout, "  repaired: {}\n", warning);
  return 0;
}

int generate(const std::string& outline_file, const std::string& spec_file, const std::string& out_file) {
  const auto outline_text = read_text(outline_file);
  if (!outline_text) return report(outline_text.error());
  const auto spec_text = read_text(spec_file);
  if (!spec_text) return report(spec_text.error());
  const auto outlines = county::read_outlines(*outline_text, outline_file);
  if (!outlines) return report(outlines.error());
  const auto spec = county::draw::read_map_spec(*spec_text, spec_file);
  if (!spec) return report(spec.error());
  for (const county::Outline& outline : *outlines) {
    if (!spec->outline.empty() && outline.code != spec->outline) continue;
    const auto grids = county::draw::generate_map(outline.polygons, *spec);
    if (!grids) return report(grids.error());
    const auto written = write_text(out_file, county::draw::write_map(*grids));
    if (!written) return report(written.error());
    program::print_to(stdout, "{} grids written to {}\n", grids->size(), out_file);
    return 0;
  }
  return report({ErrorCode::kNotFound, outline_file + ": no outline has the code " + spec->outline});
}

int province(const std::string& outline_file, const std::string& spec_file, const std::string& out_file,
             unsigned threads) {
  const auto outline_text = read_text(outline_file);
  if (!outline_text) return report(outline_text.error());
  const auto spec_text = read_text(spec_file);
  if (!spec_text) return report(spec_text.error());
  const auto outlines = county::read_outlines(*outline_text, outline_file);
  if (!outlines) return report(outlines.error());
  const auto spec = county::draw::read_province_spec(*spec_text, spec_file);
  if (!spec) return report(spec.error());
  const auto grids = county::draw::generate_province(*outlines, *spec, threads);
  if (!grids) return report(grids.error());
  const auto written = write_text(out_file, county::draw::write_map(*grids, {"prefecture", "county", "street"}));
  if (!written) return report(written.error());
  program::print_to(stdout, "{} grids written to {}\n", grids->size(), out_file);
  return 0;
}

// "520222=520281:盘州市": an outline's old code, its new one and its new name.
Status rename(county::Outline& outline, const std::vector<std::string>& renames) {
  for (const std::string& text : renames) {
    const size_t equals = text.find('='), colon = text.find(':');
    if (equals == std::string::npos || colon == std::string::npos || colon < equals) {
      return Error{ErrorCode::kInvalidArgument, "--rename takes OLD=CODE:NAME, not '" + text + "'"};
    }
    if (text.substr(0, equals) != outline.code) continue;
    outline.code = text.substr(equals + 1, colon - equals - 1);
    outline.name = {text.substr(colon + 1), ""};
    break;
  }
  return Done{};
}

struct OutlineOptions {
  std::vector<std::string> files, codes, renames;
  std::string crs = "wgs84";
  int decimals = 6;
  double min_part_km2 = 0;
  std::string out_file;
};

// Rounded like the file will be, so that what is repaired is what is written.
Status tidy(const county::Geos& geos, const OutlineOptions& options, county::Outline& outline) {
  const double scale = std::pow(10.0, options.decimals);
  const auto round_ring = [&](Ring& ring) {
    for (Position& p : ring.points) p = {std::round(p.lon_deg * scale) / scale, std::round(p.lat_deg * scale) / scale};
  };
  for (Polygon& polygon : outline.polygons) {
    round_ring(polygon.outer);
    for (Ring& hole : polygon.holes) round_ring(hole);
  }
  county::Repaired repaired = county::repair(geos, std::move(outline.polygons));
  if (!repaired.fault.empty()) return Error{ErrorCode::kInvalidConfig, outline.name.zh + ": " + repaired.fault};
  const LocalPlane plane(repaired.polygons.front().outer.points.front());
  std::erase_if(repaired.polygons, [&](const Polygon& part) {
    return county::area_deg2(part) * plane.m_per_deg_lon() * plane.m_per_deg_lat() < options.min_part_km2 * 1e6;
  });
  if (repaired.polygons.empty())
    return Error{ErrorCode::kInvalidArgument, outline.name.zh + ": no part is as large as --min-part-km2"};
  outline.polygons = std::move(repaired.polygons);
  return Done{};
}

int outline(const OutlineOptions& options) {
  const auto crs = county::crs_from_name(options.crs);
  if (!crs) return report({ErrorCode::kInvalidArgument, "--crs is one of wgs84, cgcs2000, gcj02, bd09"});
  const county::Geos geos;
  std::vector<county::Outline> chosen;
  for (const std::string& file : options.files) {
    const auto text = read_text(file);
    if (!text) return report(text.error());
    auto outlines = county::read_outlines(*text, file, *crs);
    if (!outlines) return report(outlines.error());
    for (county::Outline& item : *outlines) {
      const auto& codes = options.codes;
      if (!codes.empty() && std::find(codes.begin(), codes.end(), item.code) == codes.end()) continue;
      if (const auto renamed = rename(item, options.renames); !renamed) return report(renamed.error());
      if (const auto tidied = tidy(geos, options, item); !tidied) return report(tidied.error());
      chosen.push_back(std::move(item));
    }
  }
  if (chosen.empty()) return report({ErrorCode::kNotFound, "none of the files has an outline with these codes"});
  const auto written = write_text(options.out_file, county::draw::write_outlines(chosen, options.decimals));
  if (!written) return report(written.error());
  program::print_to(stdout, "{} outlines written to {}\n", chosen.size(), options.out_file);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Checks and generates the maps of counties.");
  app.set_version_flag("--version", program::version_line("gridwall-map"));
  app.require_subcommand(1);

  std::string county_name, config_dir = "config/counties";
  CLI::App* check_command =
      app.add_subcommand("check", "Load a county and print its areas, its grids and what was repaired");
  check_command->add_option("county", county_name, "A configuration file, or the name of a county")->required();
  check_command->add_option("--config-dir", config_dir, "Folder in which names of counties are looked up")
      ->capture_default_str();

  std::string outline_file, spec_file, out_file;
  CLI::App* generate_command = app.add_subcommand("generate", "Divide an outline into streets, communities and grids");
  generate_command->add_option("--outline", outline_file, "GeoJSON with the outline, WGS-84")->required();
  generate_command->add_option("--spec", spec_file, "TOML: streets, communities, numbers; see assets/maps/README.md")
      ->required();
  generate_command->add_option("--out", out_file, "GeoJSON to write")->required();

  unsigned threads = std::thread::hardware_concurrency();
  CLI::App* province_command =
      app.add_subcommand("province", "Divide the outlines of many counties evenly into streets and grids");
  province_command->add_option("--outline", outline_file, "GeoJSON with the outlines, WGS-84")->required();
  province_command->add_option("--spec", spec_file, "TOML: prefectures, counties, streets; see assets/maps/README.md")
      ->required();
  province_command->add_option("--out", out_file, "GeoJSON to write")->required();
  province_command->add_option("--threads", threads,
                               "How many counties are divided at the same time (default: one per core)");

  OutlineOptions options;
  CLI::App* outline_command = app.add_subcommand("outline", "Extract outlines from GeoJSON files, as WGS-84");
  outline_command->add_option("--in", options.files, "GeoJSON files")->required();
  outline_command->add_option("--crs", options.crs, "Coordinate system of the files: wgs84, cgcs2000, gcj02 or bd09")
      ->capture_default_str();
  outline_command->add_option("--code", options.codes, "Extract only the outlines with these codes");
  outline_command->add_option("--rename", options.renames,
                              "OLD=CODE:NAME gives the outline with code OLD its present code and name");
  outline_command
      ->add_option("--min-part-km2", options.min_part_km2,
                   "Leave out islands and other separate pieces smaller than this")
      ->capture_default_str();
  outline_command->add_option("--decimals", options.decimals, "Decimals of a degree to keep")
      ->check(CLI::Range(3, 9))
      ->capture_default_str();
  outline_command->add_option("--out", options.out_file, "GeoJSON to write")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (*check_command) return check(county_name, config_dir);
  if (*generate_command) return generate(outline_file, spec_file, out_file);
  if (*province_command) return province(outline_file, spec_file, out_file, threads);
  return outline(options);
}

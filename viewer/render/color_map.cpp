#include "viewer/render/color_map.h"

#include <algorithm>
#include <cmath>

namespace gridwall::render {
namespace {

struct Lab {
  double lightness, a, b;
};

std::uint8_t srgb_byte(double linear) {
  const double clamped = std::clamp(linear, 0.0, 1.0);
  const double encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * std::pow(clamped, 1.0 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(encoded * 255.0));
}

std::uint32_t rgba_from_oklab(const Lab& c) {
  const double l = std::pow(c.lightness + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
  const double m = std::pow(c.lightness - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
  const double s = std::pow(c.lightness - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
  const std::uint32_t r = srgb_byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const std::uint32_t g = srgb_byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const std::uint32_t b = srgb_byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
  return 0xFF000000U | (b << 16) | (g << 8) | r;
}

}  // namespace

std::array<std::uint32_t, kLevelCount> heat_color_map() {
  // Places on the way, evenly spaced in lightness: chroma and hue (degrees) of navy, blue, teal, mint, near white.
  struct Stop {
    double at, chroma, hue;
  };
  constexpr std::array<Stop, 6> kStops = {{{0.0, 0.045, 256},
                                           {0.22, 0.066, 244},
                                           {0.45, 0.085, 214},
                                           {0.65, 0.100, 186},
                                           {0.84, 0.098, 164},
                                           {1.0, 0.040, 142}}};
  constexpr double kDarkest = 0.250;
  constexpr double kLightest = 0.965;
  constexpr double kRadians = 3.14159265358979323846 / 180.0;
  std::array<std::uint32_t, kLevelCount> colors{};
  for (int level = 0; level < kLevelCount; ++level) {
    const double t = static_cast<double>(level) / (kLevelCount - 1);
    std::size_t stop = 1;
    while (stop + 1 < kStops.size() && t > kStops[stop].at) ++stop;
    const Stop& from = kStops[stop - 1];
    const Stop& to = kStops[stop];
    const double way = (t - from.at) / (to.at - from.at);
    const double smooth = way * way * (3 - 2 * way) * 0.4 + way * 0.6;
    const double chroma = from.chroma + (to.chroma - from.chroma) * smooth;
    const double hue = (from.hue + (to.hue - from.hue) * smooth) * kRadians;
    colors[static_cast<std::size_t>(level)] =
        rgba_from_oklab({kDarkest + (kLightest - kDarkest) * t, chroma * std::cos(hue), chroma * std::sin(hue)});
  }
  return colors;
}

std::array<std::uint32_t, kLevelCount> reversed_heat_color_map() {
  std::array<std::uint32_t, kLevelCount> colors = heat_color_map();
  std::reverse(colors.begin(), colors.end());
  return colors;
}

std::array<std::uint32_t, kLevelCount> difference_color_map() {
  constexpr double kMiddle = 0.36, kEnds = 0.80;
  constexpr double kLessChroma = 0.115, kLessHue = 240, kMoreChroma = 0.140, kMoreHue = 64;
  constexpr double kRadians = 3.14159265358979323846 / 180.0;
  constexpr int kHalf = kLevelCount / 2;
  std::array<std::uint32_t, kLevelCount> colors{};
  for (int level = 0; level < kLevelCount; ++level) {
    const double way = std::min(1.0, std::abs(level - kHalf) / static_cast<double>(kLevelCount - 1 - kHalf));
    const bool less = level < kHalf;
    const double chroma = (less ? kLessChroma : kMoreChroma) * std::sqrt(way);  // the hue shows early
    const double hue = (less ? kLessHue : kMoreHue) * kRadians;
    colors[static_cast<std::size_t>(level)] =
        rgba_from_oklab({kMiddle + (kEnds - kMiddle) * way, chroma * std::cos(hue), chroma * std::sin(hue)});
  }
  return colors;
}

std::array<std::uint32_t, kLevelCount> staleness_color_map() {
  // A class begins where the one before ends (map_legend.cpp leaves gaps between them) and gets lighter towards its
  // end.
  struct Class {
    double from, darkest, lightest, chroma, hue;
  };
  constexpr std::array<Class, 3> kClasses = {
      {{0.0, 0.30, 0.38, 0.045, 205}, {0.32, 0.52, 0.60, 0.085, 92}, {0.65, 0.70, 0.82, 0.145, 62}}};
  constexpr double kRadians = 3.14159265358979323846 / 180.0;
  std::array<std::uint32_t, kLevelCount> colors{};
  for (int level = 0; level < kLevelCount; ++level) {
    const double t = static_cast<double>(level) / (kLevelCount - 1);
    std::size_t which = kClasses.size() - 1;
    while (t < kClasses[which].from) --which;
    const Class& at = kClasses[which];
    const double end = which + 1 < kClasses.size() ? kClasses[which + 1].from : 1.0;
    const double lightness = at.darkest + (at.lightest - at.darkest) * (t - at.from) / (end - at.from);
    const double hue = at.hue * kRadians;
    colors[static_cast<std::size_t>(level)] =
        rgba_from_oklab({lightness, at.chroma * std::cos(hue), at.chroma * std::sin(hue)});
  }
  return colors;
}

int level_of(double value, double full) {
  if (!(value > 0)) return 0;
  return static_cast<int>(std::min(value / full, 1.0) * (kLevelCount - 1) + 0.5);
}

}  // namespace gridwall::render

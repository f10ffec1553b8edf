#include "viewer/view_model/comparison.h"

#include <cmath>
#include <cstdlib>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

int sign_of(double value) {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

}  // namespace

std::string format_difference(double difference) {
  const auto tenths = static_cast<int64_t>(std::llround(std::abs(difference) * 10));
  if (tenths == 0) return "0";
  std::string text = difference > 0 ? "+" : "−";
  text += format_count(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text;
}

Change change_of_count(int64_t now, int64_t then) {
  const auto difference = static_cast<double>(now - then);
  return {sign_of(difference), format_difference(difference)};
}

Change change_of_percent(const std::optional<std::string>& now, const std::optional<std::string>& then) {
  if (!now || !then) return {};
  const double difference = std::strtod(now->c_str(), nullptr) - std::strtod(then->c_str(), nullptr);
  const double tenths = std::round(difference * 10) / 10;  // what binary fractions leave behind is no difference
  return {sign_of(tenths), format_difference(tenths)};
}

std::string format_compared(int64_t at_ns, const ZoneTable& zone) {
  constexpr int64_t kTwoDaysNs = 2 * 86'400 * int64_t{1'000'000'000};
  return format_moment(at_ns, at_ns + kTwoDaysNs, zone);
}

}  // namespace gridwall::view_model

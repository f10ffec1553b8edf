#include "viewer/view_model/comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

constexpr std::array<std::string_view, 2> kViewNames = {"difference", "side-by-side"};

// Beside a figure a bare "0" would be another figure.
Change change_of_difference(double difference) {
  if (difference == 0) return {0, "±0"};
  return {difference > 0 ? 1 : -1, format_difference(difference)};
}

}  // namespace

std::string_view compare_view_name(CompareView view) {
  return kViewNames[static_cast<size_t>(view)];
}

std::optional<CompareView> compare_view_from_name(std::string_view name) {
  const auto at = std::find(kViewNames.begin(), kViewNames.end(), name);
  if (at == kViewNames.end()) return std::nullopt;
  return static_cast<CompareView>(at - kViewNames.begin());
}

std::string format_difference(double difference) {
  const auto tenths = static_cast<int64_t>(std::llround(std::abs(difference) * 10));
  if (tenths == 0) return "0";
  std::string text = difference > 0 ? "+" : "−";
  text += format_count(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text;
}

Change change_of_count(int64_t now, int64_t then) {
  return change_of_difference(static_cast<double>(now - then));
}

Change change_of_percent(const std::optional<std::string>& now, const std::optional<std::string>& then) {
  if (!now || !then) return {};
  const double difference = std::strtod(now->c_str(), nullptr) - std::strtod(then->c_str(), nullptr);
  return change_of_tenths(difference);
}

Change change_of_rate(double points) {
  Change change = change_of_tenths(points);
  change.better = change.sign;
  if (change.sign != 0) change.text = format_difference(std::abs(std::round(points * 10) / 10)).substr(1);
  return change;
}

Change change_of_tenths(double difference) {
  return change_of_difference(std::round(difference * 10) / 10);  // what binary fractions leave behind is no difference
}

std::string with_change(std::string text, const Change& change) {
  if (change.text.empty()) return text;
  const std::string_view shape = change.sign > 0 ? "▲" : change.sign < 0 ? "▼" : "";
  return text.append(" ").append(shape).append(change.text);
}

std::string format_compared(int64_t at_ns, const ZoneTable& zone) {
  constexpr int64_t kTwoDaysNs = 2 * 86'400 * int64_t{1'000'000'000};
  return format_moment(at_ns, at_ns + kTwoDaysNs, zone);
}

}  // namespace gridwall::view_model

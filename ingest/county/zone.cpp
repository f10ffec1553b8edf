#include "ingest/county/zone.h"

#include <date/tz.h>

#include <algorithm>
#include <string>

namespace gridwall::inline county {
namespace {

using std::chrono::seconds;

const date::sys_seconds kFirst = date::sys_days{date::January / 1 / 1970};
const date::sys_seconds kLast = date::sys_days{date::January / 1 / 2101};
constexpr int kLastTabledYear =
    2037;  // compiled zone files list changes up to here; a rule follows, which date ignores

bool is_zone_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
           c == '-' || c == '/';
  };
  return !name.empty() && name.size() <= 64 && name.front() != '/' && std::all_of(name.begin(), name.end(), allowed);
}

std::vector<ZoneTable::Change> tabled_changes(const date::time_zone& zone) {
  std::vector<ZoneTable::Change> changes;
  date::sys_seconds time = kFirst;
  while (time < kLast) {
    const auto info = zone.get_info(time);
    const auto offset = static_cast<int32_t>(seconds(info.offset).count());
    if (changes.empty() || changes.back().offset_s != offset)
      changes.push_back({time.time_since_epoch().count(), offset});
    if (info.end <= time) break;
    time = info.end;
  }
  return changes;
}

int year_of(const ZoneTable::Change& change) {
  const auto day = date::floor<date::days>(date::sys_seconds{seconds(change.from_s)});
  return static_cast<int>(date::year_month_day{day}.year());
}

// Changes follow weekdays ("second Sunday in March"), so a later year is like the tabled one whose 1 March falls on the
// same weekday, moved by the days between the two.
void continue_by_calendar(std::vector<ZoneTable::Change>& changes) {
  if (changes.empty() || year_of(changes.back()) != kLastTabledYear) return;
  const auto first_of_march = [](int year) { return date::sys_days{date::year{year} / date::March / 1}; };
  const std::vector<ZoneTable::Change> tabled = changes;
  for (int year = kLastTabledYear + 1; year <= 2100; ++year) {
    int model = kLastTabledYear;
    while (date::weekday{first_of_march(model)} != date::weekday{first_of_march(year)}) --model;
    const int64_t shift_s = seconds(first_of_march(year) - first_of_march(model)).count();
    for (const ZoneTable::Change& change : tabled) {
      if (year_of(change) == model) changes.push_back({change.from_s + shift_s, change.offset_s});
    }
  }
}

}  // namespace

Result<ZoneTable> load_zone_table(std::string_view name) {
  const std::string zone_name(name);
  const Error unknown{ErrorCode::kNotFound, "no time zone '" + zone_name.substr(0, 64) +
                                                "' in the system's zone database; use a name such as Asia/Shanghai"};
  if (!is_zone_name(name)) return unknown;
  try {
    std::vector<ZoneTable::Change> changes = tabled_changes(*date::locate_zone(zone_name));
    continue_by_calendar(changes);
    return ZoneTable(std::move(changes));
  } catch (const std::exception&) {
    return unknown;
  }
}

}  // namespace gridwall::county

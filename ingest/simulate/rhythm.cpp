#include "ingest/simulate/rhythm.h"

#include <array>
#include <cmath>

#include "ingest/event/time.h"

namespace gridwall::simulate {
namespace {

using Day = std::array<double, 24>;

constexpr Day kRequests = {0.13, 0.08, 0.06, 0.05, 0.06, 0.14, 0.42, 1.05, 1.9, 2.3,  2.25, 1.7,
                           1.0,  1.2,  1.75, 2.0,  1.85, 1.45, 1.1,  1.15, 1.0, 0.75, 0.4,  0.21};
constexpr Day kRequestsAtWeekend = {0.18, 0.12, 0.08, 0.06, 0.06, 0.1, 0.25, 0.55, 0.95, 1.25, 1.3, 1.1,
                                    0.85, 0.9,  1.1,  1.15, 1.15, 1.1, 1.1,  1.15, 1.0,  0.8,  0.5, 0.3};
constexpr Day kFound = {0.05, 0.02, 0.02, 0.02, 0.02, 0.05, 0.3, 1.2, 2.4, 2.8, 2.7, 1.9,
                        0.6,  1.2,  2.3,  2.5,  2.2,  1.4,  0.6, 0.7, 0.6, 0.4, 0.2, 0.1};
constexpr Day kIncidents = {0.6, 0.45, 0.4, 0.35, 0.35, 0.45, 0.7, 1.0, 1.15, 1.15, 1.15, 1.2,
                            1.1, 1.1,  1.2, 1.25, 1.3,  1.45, 1.5, 1.5, 1.3,  1.1,  0.9,  0.7};

constexpr double sum(const Day& day) {
  double total = 0;
  for (const double value : day) total += value;
  return total;
}

// Between the middles of two hours the line is straight.
double at(const Day& day, double hour) {
  const double shifted = hour - 0.5;
  const double low = std::floor(shifted);
  const double part = shifted - low;
  const auto index = static_cast<size_t>(static_cast<int>(low) + 24) % 24;
  return day[index] * (1 - part) + day[(index + 1) % 24] * part;
}

}  // namespace

LocalMoment local_moment(int64_t time_ns, int offset_s) {
  int64_t seconds = time_ns / kNsPerSecond - (time_ns % kNsPerSecond < 0 ? 1 : 0) + offset_s;
  const CivilTime civil = civil_from_seconds(seconds);
  LocalMoment moment;
  moment.second = civil.hour * 3600 + civil.minute * 60 + civil.second;
  moment.day = static_cast<int32_t>((seconds - moment.second) / 86'400);
  moment.weekday = civil.weekday;
  moment.month = civil.month;
  return moment;
}

double request_rhythm(const LocalMoment& moment) {
  constexpr double kMean = (5 * sum(kRequests) + 2 * sum(kRequestsAtWeekend)) / (7 * 24);
  const double monday = moment.weekday == 1 ? 1.12 : 1.0;
  return monday * at(moment.weekend() ? kRequestsAtWeekend : kRequests, moment.hour()) / kMean;
}

double patrol_rhythm(const LocalMoment& moment) {
  constexpr double kMean = sum(kFound) * (5 + 2 * 0.5) / (7 * 24);
  return (moment.weekend() ? 0.5 : 1.0) * at(kFound, moment.hour()) / kMean;
}

double incident_rhythm(const LocalMoment& moment) {
  constexpr double kMean = sum(kIncidents) / 24;
  return at(kIncidents, moment.hour()) / kMean;
}

}  // namespace gridwall::simulate

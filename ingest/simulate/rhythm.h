// How busy a moment of the week is, relative to the week's mean of 1. Pure, any thread.
#pragma once

#include <cstdint>

namespace gridwall::simulate {

// A moment by the local clock of a county.
struct LocalMoment {
  int32_t day = 0;  // days since 1970-01-01
  int second = 0;   // of that day, as the clock shows it
  int weekday = 0;  // 0 is Sunday
  unsigned month = 1;
  bool weekend() const { return weekday == 0 || weekday == 6; }
  double hour() const { return second / 3600.0; }
};
LocalMoment local_moment(int64_t time_ns, int offset_s);

double request_rhythm(const LocalMoment& moment);   // low at night, peaks before noon and in mid-afternoon
double patrol_rhythm(const LocalMoment& moment);    // what is found on patrol: working hours
double incident_rhythm(const LocalMoment& moment);  // flatter, with an evening peak

}  // namespace gridwall::simulate

// The report's own words in both languages, and how it writes times and numbers. What comes from the log (kinds,
// places, posts) stays as it was sent. Pure.
#pragma once

#include <string>
#include <string_view>

#include "ingest/event/time.h"
#include "ingest/report/incident_report.h"

namespace gridwall::report {

class Words {
 public:
  Words(bool english, const County& county, const CountyState& state)
      : english_(english), county_(county), state_(state) {}

  std::string operator()(std::string_view zh, std::string_view en) const { return std::string(english_ ? en : zh); }
  bool english() const { return english_; }

  std::string time(int64_t time_ns) const {  // to the second, by the county's clock
    if (time_ns == kNever) return "";
    return format_rfc3339(time_ns / kNsPerSecond * kNsPerSecond, county_.zone.offset_s(time_ns));
  }
  std::string minutes(int64_t duration_ns) const;  // "12.5"
  std::string duration(int64_t duration_ns) const;
  std::string level(uint8_t level) const;
  std::string word(uint32_t word) const { return word == kNoKey ? "" : std::string(state_.words.text(word)); }
  std::string label(const Label& label) const { return english_ && !label.en.empty() ? label.en : label.zh; }
  std::string grid(uint32_t grid) const;
  std::string team(uint32_t team) const;
  std::string area(std::string_view code) const;
  std::string type(EventType type) const;
  std::string status(TeamStatus status) const;
  std::string detail(TeamDetail detail) const;
  std::string tier(size_t tier) const;
  std::string feed(Feed feed) const;
  std::string moment(KeyMoment::What what) const;
  // What a line of the timeline says, besides its time and type.
  std::string line(const TimelineEntry& entry) const;

 private:
  bool english_;
  const County& county_;
  const CountyState& state_;
};

}  // namespace gridwall::report

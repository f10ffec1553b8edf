// A report's words in its language, and how it writes times and numbers. Posts and free texts stay as they were sent.
// Pure.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/event/time.h"
#include "ingest/report/incident_report.h"
#include "ingest/text/text.h"

namespace gridwall::report {

using text::Text;
using text::Texts;

class Words {
 public:
  Words(const Texts& texts, const County& county, const CountyState& state)
      : texts_(texts), county_(county), state_(state) {}

  const std::string& operator()(Text key) const { return texts_[key]; }
  std::string operator()(Text key, std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    return text::fill(texts_[key], values);
  }
  const Texts& texts() const { return texts_; }

  std::string time(int64_t time_ns) const {  // to the second, by the county's clock
    if (time_ns == kNever) return "";
    return format_rfc3339(time_ns / kNsPerSecond * kNsPerSecond, county_.zone.offset_s(time_ns));
  }
  std::string minutes(int64_t duration_ns) const;  // "12.5"
  std::string duration(int64_t duration_ns) const;
  std::string level(uint8_t level) const;
  std::string word(WordId word) const { return word == kNone ? "" : std::string(state_.words.text(word)); }
  std::string grid(GridIndex grid) const;
  std::string team(TeamIndex team) const;
  std::string type(EventType type) const;
  std::string detail(TeamDetail detail) const;
  std::string tier(size_t tier) const;
  std::string feed(Feed feed) const;
  std::string moment(KeyMoment::What what) const;
  // The subject of a line of the timeline, and everything it says besides its time and type.
  std::string subject(const TimelineEntry& entry) const;
  std::string line(const TimelineEntry& entry) const;

 private:
  const Texts& texts_;
  const County& county_;
  const CountyState& state_;
};

}  // namespace gridwall::report

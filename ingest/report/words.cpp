#include "ingest/report/words.h"

#include <cstdio>

#include "ingest/state/mode.h"

namespace gridwall::report {
namespace {

struct Pair {
  std::string_view zh, en;
};

std::string tenths(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

}  // namespace

std::string Words::minutes(int64_t duration_ns) const {
  return tenths(static_cast<double>(duration_ns) / 6e10);
}

std::string Words::duration(int64_t duration_ns) const {
  const int64_t seconds = duration_ns / kNsPerSecond;
  if (seconds < 60) return std::to_string(seconds) + (*this)(" 秒", " s");
  const int64_t whole_minutes = seconds / 60;
  if (whole_minutes < 120) return std::to_string(whole_minutes) + (*this)(" 分钟", " min");
  return std::to_string(whole_minutes / 60) + (*this)(" 小时 ", " h ") + std::to_string(whole_minutes % 60) +
         (*this)(" 分", " min");
}

std::string Words::level(uint8_t level) const {
  constexpr Pair kLevels[] = {{"Ⅰ级（红）", "I (red)"},
                              {"Ⅱ级（橙）", "II (orange)"},
                              {"Ⅲ级（黄）", "III (yellow)"},
                              {"Ⅳ级（蓝）", "IV (blue)"}};
  if (level < 1 || level > 4) return "";
  return (*this)(kLevels[level - 1].zh, kLevels[level - 1].en);
}

std::string Words::grid(uint32_t grid) const {
  if (grid >= county_.grids.size()) return "";
  const std::string name = label(county_.grids[grid].name);
  return name.empty() || name == county_.grids[grid].code ? county_.grids[grid].code
                                                          : name + " " + county_.grids[grid].code;
}

std::string Words::team(uint32_t team) const {
  if (team >= state_.teams.size()) return "";
  const std::string code(state_.team_ids.text(team));
  for (const Team& listed : county_.teams) {
    if (listed.code == code && !label(listed.name).empty()) return label(listed.name) + " " + code;
  }
  return code;
}

std::string Words::area(std::string_view code) const {
  if (names_whole_county(county_, code)) return label(county_.name);
  const uint32_t area = county_.area_index(code);
  return area == kNoGrid ? std::string(code) : label(county_.areas[area].name);
}

std::string Words::type(EventType type) const {
  switch (type) {
    case EventType::kEmergencyIncidentOpened:
      return (*this)("事件发生", "opened");
    case EventType::kEmergencyIncidentUpdated:
      return (*this)("事件更新", "updated");
    case EventType::kEmergencyIncidentClosed:
      return (*this)("事件关闭", "closed");
    case EventType::kEmergencyTeamStatus:
      return (*this)("队伍状态", "team");
    case EventType::kEmergencyModeChanged:
      return (*this)("平急转换", "mode");
    case EventType::kEmergencyPlanStepDone:
      return (*this)("预案步骤完成", "plan step done");
    case EventType::kEmergencyAlarmRaised:
      return (*this)("报警", "alarm raised");
    case EventType::kEmergencyAlarmAcknowledged:
      return (*this)("报警确认", "alarm acknowledged");
    case EventType::kEmergencyAlarmShelved:
      return (*this)("报警搁置", "alarm shelved");
    case EventType::kEmergencyAlarmUnshelved:
      return (*this)("取消搁置", "alarm unshelved");
    case EventType::kEmergencyAlarmCleared:
      return (*this)("报警解除", "alarm cleared");
    case EventType::kEmergencyNoteAdded:
      return (*this)("值班记录", "note");
    case EventType::kEmergencyBookmarkAdded:
      return (*this)("书签", "bookmark");
    default:
      return std::string(event_type_name(type));
  }
}

std::string Words::status(TeamStatus status) const {
  constexpr Pair kStatuses[] = {{"可用", "available"}, {"已派", "assigned"}, {"停用", "out of service"}};
  const Pair& pair = kStatuses[static_cast<size_t>(status)];
  return (*this)(pair.zh, pair.en);
}

std::string Words::detail(TeamDetail detail) const {
  constexpr Pair kDetails[] = {{"待命", "standby"},     {"已派出", "dispatched"}, {"途中", "en route"},
                               {"在场", "on scene"},    {"返回", "returning"},    {"休整", "resting"},
                               {"检修", "maintenance"}, {"下勤", "off duty"}};
  const Pair& pair = kDetails[static_cast<size_t>(detail)];
  return (*this)(pair.zh, pair.en);
}

std::string Words::tier(size_t tier) const {
  constexpr Pair kTiers[] = {{"网格", "grid"}, {"社区", "community"}, {"街道", "street"}, {"县级", "county"}};
  const std::string own = label(county_.tiers[tier]);
  return own.empty() ? (*this)(kTiers[tier].zh, kTiers[tier].en) : own;
}

std::string Words::feed(Feed feed) const {
  constexpr Pair kFeeds[] = {{"诉求", "requests"}, {"巡查", "patrols"}, {"应急", "emergencies"}};
  const Pair& pair = kFeeds[static_cast<size_t>(feed)];
  return (*this)(pair.zh, pair.en);
}

std::string Words::moment(KeyMoment::What what) const {
  constexpr Pair kMoments[] = {{"事件发生", "opened"},
                               {"升至最高级别", "at its highest level"},
                               {"首支队伍到场", "first team on scene"},
                               {"平急转换", "mode changed"},
                               {"事件关闭", "closed"}};
  const Pair& pair = kMoments[static_cast<size_t>(what)];
  return (*this)(pair.zh, pair.en);
}

std::string Words::line(const TimelineEntry& entry) const {
  std::string text;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += " · ";
    text += part;
  };
  if (entry.team != kNoKey) add(team(entry.team));
  add(level(entry.level));
  if (entry.type == EventType::kEmergencyTeamStatus) {
    for (int i = 0; i < kTeamDetailCount; ++i) {
      const auto known = static_cast<TeamDetail>(i);
      if (word(entry.word) == team_detail_name(known)) add(detail(known));
    }
  } else if (entry.type == EventType::kEmergencyModeChanged) {
    add(word(entry.word) == mode_name(Mode::kEmergency) ? (*this)("急时", "emergency") : (*this)("平时", "routine"));
    add(area(entry.subject));
  } else {
    add(word(entry.word));
    add(entry.subject);
  }
  add(entry.text);
  return text;
}

}  // namespace gridwall::report

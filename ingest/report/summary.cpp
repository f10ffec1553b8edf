#include <algorithm>
#include <cstdio>

#include "ingest/report/words.h"
#include "ingest/report/write.h"
#include "ingest/state/mode.h"

namespace gridwall::report {
namespace {

constexpr size_t kLinesShown = 120;
constexpr size_t kSilencesShown = 10;

class Summary {
 public:
  Summary(const IncidentReport& report, const County& county, bool english, const Extras& extras)
      : report_(report), county_(county), w_(english, county, report.state), extras_(extras) {}

  Document build() {
    document_.language = w_.english() ? "en" : "zh-CN";
    document_.title = w_("事件报告 ", "Incident report ") + report_.id;
    if (report_.drill) {
      document_.watermark = w_("演练", "DRILL");
      document_.warning(w_("本报告为应急演练，不是真实事件。", "This was a drill, not a real incident."));
    }
    if (report_.open) {
      document_.warning(w_("事件尚未关闭；报告截至日志最后一条记录：",
                           "The incident is still open; this tells what was known at the log's end: ") +
                        w_.time(report_.end_ns));
    }
    facts();
    moments();
    modes();
    teams();
    alarms();
    tiers();
    gaps();
    timeline();
    files();
    return std::move(document_);
  }

 private:
  using Rows = std::vector<std::vector<std::string>>;

  void facts() {
    const Incident& incident = report_.facts();
    Rows rows = {{w_("项目", "fact"), w_("内容", "value")}};
    const auto add = [&](std::string name, std::string value) {
      if (!value.empty()) rows.push_back({std::move(name), std::move(value)});
    };
    add(w_("县（市、区）", "county"), w_.label(county_.name));
    add(w_("类型", "kind"), w_.word(incident.kind));
    add(w_("响应级别（最后）", "level at the end"), w_.level(incident.level));
    add(w_("响应级别（最高）", "highest level"), w_.level(report_.highest_level));
    add(w_("事件等级", "grade"), w_.word(incident.grade));
    add(w_("地点", "place"), incident.place);
    add(w_("网格", "grid"), w_.grid(incident.grid));
    add(w_("发生", "opened"), w_.time(report_.opened_ns));
    add(w_("关闭", "closed"), report_.open ? w_("未关闭", "still open") : w_.time(report_.end_ns));
    add(w_("历时", "duration"), w_.duration(report_.end_ns - report_.opened_ns));
    add(w_("最后情况", "last word"), incident.text);
    document_.heading(w_("基本情况", "The incident"));
    document_.table(std::move(rows));
  }

  void moments() {
    document_.heading(w_("关键时刻", "Key moments"));
    Rows rows = {{w_("时间", "time"), w_("时刻", "moment"), w_("发生后", "after the opening")}};
    for (const KeyMoment& moment : report_.moments) {
      rows.push_back({w_.time(moment.at_ns), w_.moment(moment.what),
                      w_.duration(std::max<int64_t>(0, moment.at_ns - report_.opened_ns))});
    }
    document_.table(std::move(rows));
    for (const Picture& picture : extras_.pictures) {
      if (picture.file.empty()) continue;
      document_.picture(picture.file, w_.moment(picture.moment.what) + " " + w_.time(picture.moment.received_ns));
    }
    if (!extras_.pictures_note.empty()) document_.paragraph(extras_.pictures_note);
  }

  void modes() {
    Rows rows = {{w_("时间", "time"), w_("内容", "what"), w_("谁", "by"), w_("说明", "reason")}};
    for (const TimelineEntry& entry : report_.timeline) {
      if (entry.type == EventType::kEmergencyModeChanged) {
        TimelineEntry bare = entry;
        bare.text.clear();
        rows.push_back({w_.time(entry.at_ns), w_.line(bare), w_.word(entry.by), entry.text});
      } else if (entry.type == EventType::kEmergencyPlanStepDone) {
        rows.push_back({w_.time(entry.at_ns), w_.type(entry.type) + "：" + step_name(entry), w_.word(entry.by),
                        w_.word(entry.word)});
      }
    }
    document_.heading(w_("平急转换与预案", "Mode and plan"));
    if (rows.size() == 1) {
      document_.paragraph(w_("事件期间未转换。", "The mode was not changed."));
    } else {
      document_.table(std::move(rows));
    }
  }

  std::string step_name(const TimelineEntry& entry) const {
    for (const Plan& plan : county_.plans) {
      if (plan.code != w_.word(entry.word)) continue;
      for (const PlanStep& step : plan.steps) {
        if (step.key == entry.subject) return w_.label(step.label);
      }
    }
    return entry.subject;
  }

  void teams() {
    document_.heading(w_("救援队伍（分钟）", "Teams (minutes)"));
    if (report_.teams.empty()) {
      document_.paragraph(w_("没有队伍被派往该事件。", "No team was assigned."));
      return;
    }
    Rows rows = {{w_("队伍", "team"), w_("最多人数", "most people"), w_("首次派出", "first assigned"),
                  w_("首次到场", "first on scene"), w_("合计", "total")}};
    std::vector<TeamDetail> shown;
    for (int i = 0; i < kTeamDetailCount; ++i) {
      const bool used = std::any_of(report_.teams.begin(), report_.teams.end(),
                                    [&](const TeamUse& use) { return use.detail_ns[static_cast<size_t>(i)] > 0; });
      if (!used) continue;
      shown.push_back(static_cast<TeamDetail>(i));
      rows[0].push_back(w_.detail(shown.back()));
    }
    for (const TeamUse& use : report_.teams) {
      std::vector<std::string> row = {w_.team(use.team), std::to_string(use.most_people), w_.time(use.first_ns),
                                      w_.time(use.on_scene_ns), w_.minutes(use.total_ns())};
      for (const TeamDetail detail : shown) row.push_back(w_.minutes(use.detail_ns[static_cast<size_t>(detail)]));
      rows.push_back(std::move(row));
    }
    document_.table(std::move(rows));
  }

  std::string seconds(const std::optional<double>& value) const {
    return value ? w_.duration(static_cast<int64_t>(*value * 1e9)) : w_("无", "none");
  }

  void alarms() {
    const AlarmStatistics& s = report_.alarm_statistics;
    const auto of_incident = std::count_if(report_.alarms.begin(), report_.alarms.end(),
                                           [](const AlarmUse& use) { return use.of_incident; });
    document_.heading(w_("报警", "Alarms"));
    document_.table({{w_("统计（全县，事件期间）", "whole county, meanwhile"), w_("数值", "value")},
                     {w_("发出", "raised"), std::to_string(s.raised)},
                     {w_("其中属于本事件", "of these the incident's own"), std::to_string(of_incident)},
                     {w_("已确认", "acknowledged"), std::to_string(s.acknowledged)},
                     {w_("确认用时 p50", "time to acknowledge, p50"), seconds(s.acknowledge_p50_s)},
                     {w_("确认用时 p90", "time to acknowledge, p90"), seconds(s.acknowledge_p90_s)},
                     {w_("被搁置", "shelved"), std::to_string(s.shelved)},
                     {w_("已解除", "cleared"), std::to_string(s.cleared)},
                     {w_("报警泛滥次数", "floods"), std::to_string(s.floods)},
                     {w_("十分钟内最多", "most in ten minutes"), std::to_string(s.most_in_ten_minutes)}});
  }

  void tiers() {
    document_.heading(w_("各层级办结占比的变化", "Share of requests resolved at each tier"));
    Rows rows = {{w_("时段", "span"), w_("从", "from"), w_("办结", "resolved")}};
    for (size_t tier = 0; tier < kTierCount; ++tier) rows[0].push_back(w_.tier(tier));
    const std::string names[] = {w_("事件前", "before"), w_("事件中", "during"), w_("事件后", "after")};
    for (size_t span = 0; span < report_.tiers.size(); ++span) {
      const TierShare& share = report_.tiers[span];
      std::vector<std::string> row = {names[span], w_.time(share.from_ns), std::to_string(share.total())};
      for (const int64_t count : share.resolved) row.push_back(percent(count, share.total()));
      rows.push_back(std::move(row));
    }
    document_.table(std::move(rows));
    document_.paragraph(
        w_("前后各取与事件等长的时段，至少一天；事件后以日志所及为限。",
           "Before and after are as long as the incident, a day at least; after goes as far as the log does."));
  }

  static std::string percent(int64_t part, int64_t whole) {
    if (whole == 0) return "–";
    char text[48];
    std::snprintf(text, sizeof text, "%.1f%% (%lld)", 100.0 * static_cast<double>(part) / static_cast<double>(whole),
                  static_cast<long long>(part));
    return text;
  }

  void gaps() {
    const DataGaps& gaps = report_.gaps;
    document_.heading(w_("数据缺口", "Gaps in the data"));
    if (!gaps.damage.empty()) {
      document_.paragraph(
          w_("日志已损坏，本报告只到可读之处：", "The log is damaged; this report goes as far as it can be read: ") +
          gaps.damage);
    }
    Rows rows = {{w_("项目", "what"), w_("数量", "count")}};
    for (size_t feed = 0; feed < kFeedCount; ++feed) {
      rows.push_back(
          {w_("收到：", "received: ") + w_.feed(static_cast<Feed>(feed)), std::to_string(gaps.accepted[feed])});
    }
    rows.push_back({w_("无法定位", "unlocated"), std::to_string(gaps.unlocated)});
    rows.push_back({w_("异常", "anomalies"), std::to_string(gaps.anomalies)});
    rows.push_back({w_("重复", "duplicates"), std::to_string(gaps.duplicates)});
    rows.push_back({w_("拒收", "rejected"), std::to_string(gaps.rejected)});
    if (gaps.pruned > 0)
      rows.push_back({w_("内容已按期清除", "texts taken by retention"), std::to_string(gaps.pruned)});
    document_.table(std::move(rows));
    if (gaps.silences.empty()) {
      document_.paragraph(w_("没有数据源静默。", "No feed fell silent."));
      return;
    }
    Rows silent = {{w_("静默的数据", "silent feed"), w_("从", "from"), w_("到", "to"), w_("时长", "for")}};
    for (size_t i = 0; i < std::min(gaps.silences.size(), kSilencesShown); ++i) {
      const FeedSilence& one = gaps.silences[i];
      silent.push_back(
          {w_.feed(one.feed), w_.time(one.from_ns), w_.time(one.to_ns), w_.duration(one.to_ns - one.from_ns)});
    }
    document_.table(std::move(silent));
  }

  void timeline() {
    document_.heading(w_("时间线", "Timeline"));
    Rows rows = {{w_("时间", "time"), w_("类别", "type"), w_("内容", "what"), w_("谁", "by")}};
    for (size_t i = 0; i < std::min(report_.timeline.size(), kLinesShown); ++i) {
      const TimelineEntry& entry = report_.timeline[i];
      rows.push_back({w_.time(entry.at_ns), w_.type(entry.type), w_.line(entry), w_.word(entry.by)});
    }
    document_.table(std::move(rows));
    if (report_.timeline.size() > kLinesShown) {
      document_.paragraph(w_("其余见 timeline.csv，共 ", "The rest is in timeline.csv; lines in all: ") +
                          std::to_string(report_.timeline.size()) + w_(" 行。", "."));
    }
  }

  void files() {
    document_.heading(w_("文件与出处", "Files and where they come from"));
    Rows rows = {{w_("文件", "file"), w_("内容", "holds")},
                 {"timeline.csv", w_("完整时间线", "the whole timeline")},
                 {"team_minutes.csv", w_("各队各状态分钟数", "minutes of each team in each state")},
                 {"alarms.csv", w_("事件期间的全部报警", "every alarm raised meanwhile")}};
    if (!extras_.cut_log.empty()) {
      rows.push_back({extras_.cut_log, w_("事件前后的日志；用 gridwall --replay " + extras_.cut_log + " 回放",
                                          "the log around it; gridwall --replay " + extras_.cut_log + " plays it")});
    }
    rows.push_back(
        {"SHA256SUMS", w_("校验和；用 sha256sum -c SHA256SUMS 核对", "checksums; check with sha256sum -c SHA256SUMS")});
    document_.table(std::move(rows));
    if (!extras_.cut_log_note.empty()) document_.paragraph(extras_.cut_log_note);
    document_.paragraph(w_("日志 ", "Log ") + report_.log_id + w_("，末条 ", ", last event ") +
                        std::to_string(report_.head_seq) + w_("，链首 ", ", head ") + report_.head_hash);
  }

  const IncidentReport& report_;
  const County& county_;
  Words w_;
  const Extras& extras_;
  Document document_;
};

}  // namespace

Document summary_document(const IncidentReport& report, const County& county, bool english, const Extras& extras) {
  return Summary(report, county, english, extras).build();
}

}  // namespace gridwall::report

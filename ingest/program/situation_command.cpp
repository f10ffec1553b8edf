#include "ingest/program/situation_command.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "ingest/event/parse.h"
#include "ingest/event/time.h"
#include "ingest/program/program.h"
#include "ingest/program/scenario_file.h"
#include "ingest/replay/log_fold.h"
#include "ingest/report/situation_page.h"
#include "ingest/simulate/scenario/debrief.h"

namespace gridwall::program {
namespace {

struct SituationWords {
  std::string log, incident, at, out;
  std::string language = "zh-CN";
};

struct DebriefWords {
  std::string log, scenario;
  std::string language = "zh-CN";
  bool json = false;
};

Result<text::Texts> texts_in(const std::string& language) {
  return text::Texts::builtin(text::language_from_name(language).value_or(text::Language::kChinese));
}

std::string known_incidents(const CountyState& state) {
  std::string names;
  for (IncidentIndex index{0}; index < state.incidents.size(); ++index) {
    if (state.incidents[index].opened_ns == kNever) continue;
    names.append(names.empty() ? "" : ", ").append(state.incident_ids.text(index));
  }
  return names.empty() ? "there is none in it then" : "there are " + names;
}

Status write_situation(const SituationWords& words) {
  const Result<log::LogReader> reader = log::LogReader::open(words.log);
  if (!reader) return reader.error();
  const Result<log::LogHead> head = reader->head();
  if (!head) return head.error();
  int64_t at_ns = head->received_ns;
  if (!words.at.empty()) {
    const std::optional<int64_t> asked_ns = parse_rfc3339(words.at);
    if (!asked_ns) {
      return Error{ErrorCode::kInvalidArgument,
                   "--at: '" + words.at + "' is not a time; write it like 2026-11-21T14:32:08+08:00"};
    }
    at_ns = *asked_ns;
  }
  const Result<uint64_t> seq = reader->seq_at(at_ns);
  if (!seq) return seq.error();
  const Result<County> county = replay::county_of(*reader, *seq);
  if (!county) return county.error();
  const Result<CountyState> state = replay::state_at(*reader, *county, *seq);
  if (!state) return state.error();
  const IncidentIndex incident = state->incident_ids.find(words.incident);
  if (incident == kNone || state->incidents[incident].opened_ns == kNever) {
    return Error{ErrorCode::kInvalidArgument,
                 "'" + words.incident + "' is no incident of " + words.log + "; " + known_incidents(*state)};
  }
  const Result<text::Texts> texts = texts_in(words.language);
  if (!texts) return texts.error();
  text::Situation situation = text::situation_of({*state, *county, *texts}, incident, at_ns);
  const Result<bool> training = reader->training();
  if (!training) return training.error();
  situation.drill = situation.drill || *training;
  if (words.out.empty()) {
    print_to(stdout, "{}", text::as_text(situation));
    return Done{};
  }
  const Status written = report::write_situation(words.out, "situation-" + words.incident, situation, *texts);
  if (!written) return written;
  print_to(stdout, "{0}/situation-{1}.txt\n{0}/situation-{1}.html\n", words.out, words.incident);
  return Done{};
}

struct Acts {
  std::vector<simulate::scenario::DeskAct> acts;
  std::optional<simulate::scenario::PlayOptions> played;
};

// One reading of the log: how the script was played, and what desks did.
Result<Acts> acts_in(const log::LogReader& reader, const std::string& scenario) {
  Acts found;
  Parser parser;
  Event event;
  const Result<log::LogHead> head = reader.head();
  if (!head) return head.error();
  const auto look = [&](const log::LogRow& row) {
    if (row.pruned || parser.parse(row.body, event)) return true;
    if (!found.played) found.played = simulate::scenario::options_of_run(scenario, event.id);
    if (!event.source.starts_with(kDeskSource)) return true;
    std::string key = simulate::scenario::task_key(event);
    const std::string by(event.source.substr(kDeskSource.size()));
    if (!key.empty()) found.acts.push_back({event.type, event.at_ns, by, std::move(key)});
    return true;
  };
  const uint64_t first = reader.base().head.seq + 1;
  const Result<uint64_t> read = reader.events(first, head->seq + 1 - first, look);
  if (!read) return read.error();
  std::stable_sort(found.acts.begin(), found.acts.end(),
                   [](const auto& a, const auto& b) { return a.at_ns < b.at_ns; });
  return found;
}

std::string task_name(const text::Texts& texts, EventType type) {
  switch (type) {
    case EventType::kEmergencyAlarmAcknowledged:
      return texts[text::Text::kDebriefAcknowledge];
    case EventType::kEmergencyModeChanged:
      return texts[text::Text::kDebriefMode];
    case EventType::kEmergencyTeamRequested:
      return texts[text::Text::kDebriefRequest];
    default:
      return texts[text::Text::kDebriefStep];
  }
}

std::string_view verdict_of(const simulate::scenario::Task& task) {
  return task.passed() ? "passed" : task.took_ns ? "late" : "missed";
}

void print_json(const simulate::scenario::Debrief& debrief) {
  nlohmann::ordered_json json = {{"passed", debrief.passed}, {"tasks", nlohmann::ordered_json::array()}};
  for (const simulate::scenario::Task& task : debrief.tasks) {
    nlohmann::ordered_json one = {{"type", event_type_name(task.type)},
                                  {"about", task.key},
                                  {"cause", task.cause},
                                  {"within_s", static_cast<double>(task.within_ns) / 1e9},
                                  {"took_s", nullptr},
                                  {"by", task.by},
                                  {"verdict", verdict_of(task)}};
    if (task.took_ns) one["took_s"] = static_cast<double>(*task.took_ns) / 1e9;
    json["tasks"].push_back(std::move(one));
  }
  print_to(stdout, "{}\n", json.dump(2));
}

void print_table(const simulate::scenario::Debrief& debrief, const text::Texts& texts) {
  using text::Text;
  print_to(stdout, "{}\n{} | {} | {} | {} | {}\n", texts[Text::kDebriefTitle], texts[Text::kDebriefInject],
           texts[Text::kDebriefExpected], texts[Text::kDebriefWithin], texts[Text::kDebriefTook],
           texts[Text::kDebriefVerdict]);
  const auto seconds = [](int64_t ns) { return std::to_string(ns / kNsPerSecond) + " s"; };
  for (const simulate::scenario::Task& task : debrief.tasks) {
    const Text verdict = task.passed()  ? Text::kDebriefPassed
                         : task.took_ns ? Text::kDebriefLate
                                        : Text::kDebriefMissed;
    print_to(stdout, "{} | {} | {} | {} | {}{}\n", task.cause, task_name(texts, task.type), seconds(task.within_ns),
             task.took_ns ? seconds(*task.took_ns) : "-", texts[verdict], task.by.empty() ? "" : " (" + task.by + ")");
  }
  print_to(stdout, "{}\n",
           text::fill(texts[Text::kDebriefScore], {{"n", text::format_count(debrief.passed)},
                                                   {"m", text::format_count(std::ssize(debrief.tasks))}}));
}

Status run_debrief(const DebriefWords& words) {
  const Result<log::LogReader> reader = log::LogReader::open(words.log);
  if (!reader) return reader.error();
  const Result<bool> training = reader->training();
  if (!training) return training.error();
  if (!*training) {
    return Error{ErrorCode::kInvalidArgument,
                 words.log + ": is no log of a training; those are written by gridwall-ingest --training"};
  }
  const Result<simulate::scenario::Scenario> scenario = read_scenario(words.scenario);
  if (!scenario) return scenario.error();
  const Result<Acts> acts = acts_in(*reader, scenario->name);
  if (!acts) return acts.error();
  if (!acts->played) {
    return Error{ErrorCode::kNotFound, words.log + ": the script '" + scenario->name +
                                           "' was not played in it; gridwall-feed simulate --training plays one"};
  }
  const Result<log::LogHead> head = reader->head();
  if (!head) return head.error();
  const Result<County> county = replay::county_of(*reader, head->seq);
  if (!county) return county.error();
  const auto whole = simulate::scenario::play_scenario(*scenario, *county, *acts->played);
  if (!whole) return whole.error();
  const simulate::scenario::Debrief made = simulate::scenario::debrief(*whole, acts->acts);
  if (words.json) {
    print_json(made);
    return Done{};
  }
  const Result<text::Texts> texts = texts_in(words.language);
  if (!texts) return texts.error();
  print_table(made, *texts);
  return Done{};
}

}  // namespace

void add_situation_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<SituationWords>();
  CLI::App* command = app.add_subcommand("situation", "write what an incident has come to, to be read out or printed");
  command->add_option("LOG", words->log, "the log file; the daemon may run")->required();
  command->add_option("INCIDENT", words->incident, "its identifier; an unknown one prints those in the log")
      ->required();
  command->add_option("--at", words->at, "as of this time; default: the end of the log");
  command->add_option("--out", words->out, "a folder for a text and an A4 page; default: the text, to standard output");
  command->add_option("--language", words->language, "zh-CN (default) or en")->check(CLI::IsMember({"zh-CN", "en"}));
  command->callback([words, &outcome] { outcome = write_situation(*words); });
}

void add_debrief_command(CLI::App& app, Status& outcome) {
  const auto words = std::make_shared<DebriefWords>();
  CLI::App* command = app.add_subcommand("debrief", "compare what desks did in a training with its script");
  command->add_option("LOG", words->log, "the log of a gridwall-ingest --training")->required();
  command->add_option("--scenario", words->scenario, "the script that was played: a name or a file")->required();
  command->add_flag("--json", words->json, "as JSON");
  command->add_option("--language", words->language, "zh-CN (default) or en")->check(CLI::IsMember({"zh-CN", "en"}));
  command->callback([words, &outcome] { outcome = run_debrief(*words); });
}

}  // namespace gridwall::program

#include "viewer/program/desk_line.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "ingest/program/program.h"

namespace gridwall::program {

DeskLine::DeskLine(source::LiveSource& source, std::optional<DeskStore> store)
    : source_(source), store_(std::move(store)) {
  if (!store_) return;
  kept_ = store_->drafts();
  for (const std::string& event : store_->unanswered()) {
    ++sent_again_;
    sent_.emplace(source_.submit(event), Sent{event, {}});
  }
}

void DeskLine::tell_failure(const Status& status) {
  if (status || status.error().message == told_failure_) return;
  told_failure_ = status.error().message;
  print_to(stderr, "gridwall: {}; what the desk sends now is lost if this wall is killed before it arrives\n",
           told_failure_);
}

void DeskLine::submit(Sent sent) {
  if (store_) tell_failure(store_->add(sent.event));
  const uint64_t ticket = source_.submit(sent.event);
  sent_.emplace(ticket, std::move(sent));
}

void DeskLine::send(Draft draft, const County& county, int64_t now_ns, int64_t machine_ns, bool training) {
  draft.training = training;
  draft.at_ns = now_ns;
  draft.id = std::to_string(machine_ns) + "-" + std::to_string(++numbers_);
  std::string alarm;
  for (const Draft::Value& value : draft.values) {
    if (draft.type == EventType::kEmergencyAlarmAcknowledged && value.field == Field::kAlarm) alarm = value.text;
  }
  submit({to_line(draft, county.zone.offset_s(now_ns)), std::move(alarm)});
}

std::vector<std::string> DeskLine::take_answers(const view_model::Texts& texts, const CountyState& state,
                                                std::string_view desk) {
  using view_model::Text;
  std::vector<std::string> words;
  for (const source::Submitted& answer : source_.take_submitted()) {
    const auto sent = sent_.find(answer.ticket);
    if (sent == sent_.end()) continue;
    if (store_) tell_failure(store_->remove(sent->second.event));
    if (answer.accepted) {
      accepted_.push_back({answer.seq, std::move(sent->second.alarm)});
    } else {
      words.push_back(view_model::fill(texts[Text::kDeskRefused], {{"why", answer.detail}}));
      print_to(stderr, "gridwall: an event of the desk was refused: {}\n", answer.detail);
    }
    sent_.erase(sent);
  }
  // One notice for an act, however many events it made, when all of it can be seen.
  const bool all_seen =
      std::all_of(accepted_.begin(), accepted_.end(), [&](const Accepted& one) { return one.seq <= state.seq; });
  if (accepted_.empty() || !sent_.empty() || !all_seen) return words;
  std::string first;  // whoever acknowledged before this desk did
  for (const Accepted& one : std::exchange(accepted_, {})) {
    const AlarmIndex alarm = one.alarm.empty() ? AlarmIndex(kNone) : state.alarm_ids.find(one.alarm);
    if (alarm == kNone || state.alarms[alarm].acknowledged_by == kNone) continue;
    const std::string_view by = state.words.text(state.alarms[alarm].acknowledged_by);
    if (by != desk) first = by;
  }
  words.push_back(first.empty() ? texts[Text::kDeskAccepted]
                                : view_model::fill(texts[Text::kDeskAlready], {{"by", first}}));
  return words;
}

std::vector<view_model::FormDraft> DeskLine::stored_drafts() const {
  return kept_;
}

void DeskLine::keep(const std::vector<view_model::FormDraft>& drafts) {
  if (!store_ || drafts == kept_) return;
  kept_ = drafts;
  tell_failure(store_->keep(drafts));
}

void DeskLine::say_presence(const view_model::DeskPresence& presence) {
  if (presence == said_) return;
  said_ = presence;
  source_.say_presence({presence.desk, presence.form, presence.about});
}

}  // namespace gridwall::program

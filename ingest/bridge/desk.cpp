#include "ingest/bridge/desk.h"

#include <algorithm>

#include "ingest/bridge/answers.h"

namespace gridwall::bridge {

void AnswerTimes::add(int64_t ns) {
  const double s = static_cast<double>(ns) / 1e9;
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), s);
  ++counts[static_cast<size_t>(bound - kBounds.begin())];
  sum_s += s;
}

void Desk::submit(std::vector<std::string> events, std::function<void(std::vector<EventAnswer>)> on_answers) {
  link.submit(std::move(events), now_ns, [this, on_answers = std::move(on_answers)](std::vector<EventAnswer> answers) {
    for (const EventAnswer& answer : answers) {
      ++counters.events[answer.kind == EventAnswer::Kind::kNone ? "no_answer" : std::string(answer_name(answer.kind))];
    }
    on_answers(std::move(answers));
  });
}

}  // namespace gridwall::bridge

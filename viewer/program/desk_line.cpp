#include "viewer/program/desk_line.h"

#include <cstdio>

#include "ingest/program/program.h"

namespace gridwall::program {

void DeskLine::send(Draft draft, const County& county, int64_t now_ns, int64_t machine_ns) {
  draft.at_ns = now_ns;
  draft.id = std::to_string(machine_ns) + "-" + std::to_string(++sent_);
  source_.submit(to_line(draft, county.zone.offset_s(now_ns)));
}

std::vector<std::string> DeskLine::take_answers(const view_model::Texts& texts) {
  std::vector<std::string> words;
  int64_t accepted = 0;
  for (const source::Submitted& answer : source_.take_submitted()) {
    if (answer.accepted) {
      ++accepted;
      continue;
    }
    ++answered_;
    words.push_back(view_model::fill(texts[view_model::Text::kDeskRefused], {{"why", answer.detail}}));
    print_to(stderr, "gridwall: an event of the desk was refused: {}\n", answer.detail);
  }
  answered_ += static_cast<uint64_t>(accepted);
  if (accepted > 0 && answered_ >= sent_) {  // one notice for an act, however many events it made
    words.push_back(texts[view_model::Text::kDeskAccepted]);
  }
  return words;
}

}  // namespace gridwall::program

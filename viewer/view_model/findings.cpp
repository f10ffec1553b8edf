#include "viewer/view_model/findings.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

constexpr size_t kMostCategories = 5;

struct Counted {
  int64_t open = 0;
  int64_t oldest_ns = INT64_MAX;
  std::map<WordId, int64_t> categories;
};

void add(Counted& counted, const Finding& finding, const ScopePlaces& places) {
  if (!places.holds_grid(finding.grid)) return;
  ++counted.open;
  counted.oldest_ns = std::min(counted.oldest_ns, finding.found_ns);
  ++counted.categories[finding.category];
}

Counted count(const std::vector<Finding>& findings, const std::vector<uint32_t>& open, const ScopePlaces& places) {
  Counted counted;
  for (const uint32_t index : open) add(counted, findings[index], places);
  return counted;
}

struct Part {
  bool dispute;
  WordId category;
  int64_t count;
};

// At the other moment, whose open findings nobody keeps a list of.
Counted count_open(const std::vector<Finding>& findings, const ScopePlaces& places) {
  Counted counted;
  for (const Finding& finding : findings) {
    if (is_open(finding)) add(counted, finding, places);
  }
  return counted;
}

struct CountedThen {
  Counted hazards, disputes;
  int64_t open() const { return hazards.open + disputes.open; }
};

// Words of another state may have other numbers.
int64_t count_then(const ViewContext& context, const CountedThen& then, const Part& part) {
  const auto& categories = (part.dispute ? then.disputes : then.hazards).categories;
  WordId category = part.category;
  if (category != kNoKey) {
    category = context.comparison->state.words.find(context.state.words.text(category));
    if (category == kNoKey) return 0;
  }
  const auto at = categories.find(category);
  return at == categories.end() ? 0 : at->second;
}

std::optional<CountedThen> count_at_then(const ViewContext& context) {
  const std::optional<ViewContext> then = context.then();
  if (!then) return std::nullopt;
  const ScopePlaces places(then->county, then->scope);
  return CountedThen{count_open(then->state.hazards, places), count_open(then->state.disputes, places)};
}

std::vector<Part> parts_of(const Counted& hazards, const Counted& disputes) {
  std::vector<Part> parts;
  for (const auto& [category, count] : hazards.categories) parts.push_back({false, category, count});
  for (const auto& [category, count] : disputes.categories) parts.push_back({true, category, count});
  std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::tuple(-a.count, a.dispute, a.category) < std::tuple(-b.count, b.dispute, b.category);
  });
  return parts;
}

}  // namespace

bool is_open(const Finding& finding) {
  return finding.found_ns != kNever && finding.closed_ns == kNever;
}

const std::vector<uint32_t>& OpenFindings::update(const std::vector<Finding>& findings, uint64_t seq) {
  if (seq < seq_ || findings.size() < looked_at_) {
    open_.clear();
    looked_at_ = 0;
  }
  seq_ = seq;
  std::erase_if(open_, [&](uint32_t index) { return !is_open(findings[index]); });
  for (; looked_at_ < findings.size(); ++looked_at_) {
    if (is_open(findings[looked_at_])) open_.push_back(static_cast<uint32_t>(looked_at_));
  }
  return open_;
}

FindingsTile build_findings(const ViewContext& context, OpenOnPatrol& open) {
  const Texts& texts = context.texts;
  const CountyState& state = context.state;
  const ScopePlaces places(context.county, context.scope);
  const Counted hazards = count(state.hazards, open.hazards.update(state.hazards, state.seq), places);
  const Counted disputes = count(state.disputes, open.disputes.update(state.disputes, state.seq), places);
  const DayTally& tally = context.figures.window(context.window).tally;

  FindingsTile tile;
  tile.title = texts[Text::kFindingsTitle];
  tile.window = texts.at(Text::kWindowToday, static_cast<size_t>(context.window));
  tile.age = build_data_age(context, Feed::kPatrol);
  tile.categories_caption = texts[Text::kFindingsByCategory];
  const std::optional<CountedThen> then = count_at_then(context);
  const auto side = [&](Text label, const Counted& counted, const Counted* before, int64_t found, Text closed_text,
                        int64_t closed) {
    FindingsTile::Side made;
    made.label = texts[label];
    made.open = format_count(counted.open);
    if (before != nullptr) made.change = change_of_count(counted.open, before->open);
    made.any_open = counted.open > 0;
    if (made.any_open) {
      made.oldest = fill(texts[Text::kFindingsOldest],
                         {{"time", format_duration(seconds_between(counted.oldest_ns, context.now_ns), texts)}});
    }
    made.found =
        fill(texts[Text::kFindingsFound],
             {{"n", format_count(found)}, {"closed", fill(texts[closed_text], {{"n", format_count(closed)}})}});
    return made;
  };
  tile.hazards = side(Text::kFindingsHazards, hazards, then ? &then->hazards : nullptr, tally.hazards_found,
                      Text::kFindingsClosed, tally.hazards_closed);
  tile.disputes = side(Text::kFindingsDisputes, disputes, then ? &then->disputes : nullptr, tally.disputes_found,
                       Text::kFindingsResolved, tally.disputes_resolved);

  const std::vector<Part> parts = parts_of(hazards, disputes);
  if (parts.empty()) tile.none = texts[Text::kFindingsNone];
  const bool cut = parts.size() > kMostCategories;
  const size_t shown = cut ? kMostCategories - 1 : parts.size();
  int64_t rest_then = then ? then->open() : 0;
  for (size_t i = 0; i < shown; ++i) {
    const std::string_view label = parts[i].category == kNoKey ? std::string_view(texts[Text::kFindingsOther])
                                                               : texts.word(state.words.text(parts[i].category));
    Change change;
    if (then) {
      const int64_t before = count_then(context, *then, parts[i]);
      change = change_of_count(parts[i].count, before);
      rest_then -= before;
    }
    tile.categories.push_back({std::string(label), format_count(parts[i].count), change,
                               static_cast<float>(parts[i].count) / static_cast<float>(parts[0].count),
                               parts[i].dispute});
  }
  if (cut) {
    int64_t rest = 0;
    for (size_t i = shown; i < parts.size(); ++i) rest += parts[i].count;
    tile.categories.push_back({texts[Text::kFindingsOther], format_count(rest),
                               then ? change_of_count(rest, rest_then) : Change{}, 0, false});
  }
  return tile;
}

}  // namespace gridwall::view_model

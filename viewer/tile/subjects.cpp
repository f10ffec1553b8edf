// What people ask for and how they ask it: categories in the county's groups or one by one, and channels, each with
// collected and resolved.
#include <algorithm>
#include <map>

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

using WordCounts = std::map<WordId, int64_t>;
using CountsOf = WordCounts WindowFigures::*;

struct Subject {
  std::string label{};
  int64_t collected = 0, resolved = 0;
  int64_t collected_then = 0;  // at the moment compared with
};
using Subjects = std::vector<Subject>;

int64_t count_of(const WordCounts& counts, WordId word) {
  const auto at = counts.find(word);
  return at == counts.end() ? 0 : at->second;
}
// Words of another state may have other numbers.
int64_t count_of(const ViewContext& context, const WordCounts& counts, std::string_view word) {
  const WordId number = context.state.words.find(word);
  return number == kNone ? 0 : count_of(counts, number);
}

std::string label_of_category(const ViewContext& context, std::string_view on_the_wire) {
  return std::string(category_name(context, on_the_wire));
}
std::string label_of_channel(const ViewContext& context, std::string_view on_the_wire) {
  for (const auto& [word, label] : context.county.channels) {
    if (word == on_the_wire) return context.texts.of(label);
  }
  return std::string(context.texts.word(on_the_wire));
}

Subjects most_collected_first(const ViewContext& context, CountsOf collected, CountsOf resolved,
                              std::string (*label_of)(const ViewContext&, std::string_view)) {
  const WindowFigures& figures = window_of(context);
  const std::optional<ViewContext> then = context.then();
  Subjects subjects;
  const auto add = [&](std::string_view word, int64_t count, int64_t done) {
    subjects.push_back({label_of(context, word), count, done, 0});
    if (then) subjects.back().collected_then = count_of(*then, window_of(*then).*collected, word);
  };
  for (const auto& [word, count] : figures.*collected) {
    add(context.state.words.text(word), count, count_of(figures.*resolved, word));
  }
  if (then) {  // what nobody asks for any more
    for (const auto& [word_then, count] : window_of(*then).*collected) {
      const std::string_view word = then->state.words.text(word_then);
      if (count_of(context, figures.*collected, word) == 0) add(word, 0, 0);
    }
  }
  std::stable_sort(subjects.begin(), subjects.end(),
                   [](const Subject& a, const Subject& b) { return a.collected > b.collected; });
  return subjects;
}

Subjects groups_of(const ViewContext& context) {
  const WindowFigures& figures = window_of(context);
  const std::optional<ViewContext> then = context.then();
  Subjects subjects;
  for (const CategoryGroup& group : context.county.category_groups) {
    Subject& subject = subjects.emplace_back();
    subject.label = context.texts.of(group.name);
    for (const std::string& category : group.categories) {
      subject.collected += count_of(context, figures.categories, category);
      subject.resolved += count_of(context, figures.categories_resolved, category);
      if (then) subject.collected_then += count_of(*then, window_of(*then).categories, category);
    }
  }
  return subjects;
}

// A fraction and a difference do not find room beside each other; the bar tells the resolved then, too.
Row row_of(const Subject& subject, bool compared) {
  const std::string collected = format_count(subject.collected);
  return {{{.text = subject.label},
           {.text = compared ? collected : format_count(subject.resolved) + " / " + collected,
            .change = compared ? change_of_count(subject.collected, subject.collected_then) : Change{}},
           {}}};
}

// What the subjects from `first` on come to: "11 others", their sums and no bar.
Row remaining(const Subjects& subjects, size_t first, const std::string& others, bool compared) {
  Subject sum;
  sum.label = fill(others, {{"n", format_count(static_cast<int64_t>(subjects.size() - first))}});
  for (size_t i = first; i < subjects.size(); ++i) {
    sum.collected += subjects[i].collected;
    sum.resolved += subjects[i].resolved;
    sum.collected_then += subjects[i].collected_then;
  }
  Row row = row_of(sum, compared);
  row.cells.front().tone = Tone::kQuiet;
  return row;
}

// Bars are of the largest subject: what was collected, and of that what is resolved.
Table table_of(const ViewContext& context, Text heading, const Subjects& subjects) {
  const bool compared = context.figures_then() != nullptr;
  Table table;
  table.columns = {
      {.fit = Column::Fit::kCut},
      {.caption = context.texts[compared ? Text::kScoresCollected : Text::kSubjectsCaption], .align = Align::kRight},
      {.fit = Column::Fit::kBar}};
  table.bars_under = true;
  table.more = context.texts[Text::kSubjectsMore];
  Section& section = table.sections.emplace_back();
  section.heading = context.texts[heading];
  int64_t most = 1;
  for (const Subject& subject : subjects) most = std::max(most, subject.collected);
  for (const Subject& subject : subjects) {
    const auto share = [most](int64_t count) { return static_cast<float>(count) / static_cast<float>(most); };
    Row& row = section.rows.emplace_back(row_of(subject, compared));
    row.cells.back().bar = {{share(subject.resolved), Tone::kAccent},
                            {share(subject.collected - subject.resolved), Tone::kTrack}};
  }
  section.rest = [subjects, others = table.more, compared](size_t first) {
    return remaining(subjects, first, others, compared);
  };
  return table;
}

}  // namespace

block::Tile subjects(const ViewContext& context) {
  const int64_t collected = window_of(context).tally.collected;
  Tile tile = tile_of(context, Feed::kRequest, Text::kSubjectsTitle);
  tile.qualifier = in_window(context, counted(context, Text::kSubjectsCount, collected));
  tile.change = change_of(context, [](const ViewContext& at) { return window_of(at).tally.collected; });
  if (collected == 0) tile.why = context.texts[Text::kRatesNoneCollected];
  Stack asked, channels;
  const Subjects groups = groups_of(context);
  if (!groups.empty()) asked.push_back({table_of(context, Text::kSubjectsGroups, groups)});
  asked.push_back({table_of(context, Text::kSubjectsCategories,
                            most_collected_first(context, &WindowFigures::categories,
                                                 &WindowFigures::categories_resolved, label_of_category)),
                   !groups.empty()});
  channels.push_back({table_of(
      context, Text::kSubjectsChannels,
      most_collected_first(context, &WindowFigures::channels, &WindowFigures::channels_resolved, label_of_channel))});
  tile.body.push_back({Split{{std::move(asked), std::move(channels)}, {}}});
  return tile;
}

}  // namespace gridwall::tile

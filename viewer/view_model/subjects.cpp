#include "viewer/view_model/subjects.h"

#include <algorithm>

#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

using Counts = std::map<WordId, int64_t>;

int64_t count_of(const Counts& counts, WordId word) {
  const auto at = counts.find(word);
  return at == counts.end() ? 0 : at->second;
}

std::string channel_name(const ViewContext& context, std::string_view on_the_wire) {
  for (const auto& [word, label] : context.county.channels) {
    if (word == on_the_wire) return context.texts.of(label);
  }
  return std::string(context.texts.word(on_the_wire));
}

// A fraction and a difference do not find room beside each other; the bar tells the resolved then, too.
std::string figure_of(const SubjectList& list, const SubjectRow& row) {
  const std::string collected = format_count(row.collected);
  return list.compared ? collected : format_count(row.resolved) + " / " + collected;
}

// Words of another state may have other numbers.
int64_t count_then(const ViewContext& then, const Counts& counts, std::string_view word) {
  const WordId number = then.state.words.find(word);
  return number == kNoKey ? 0 : count_of(counts, number);
}

Change change_of_row(const SubjectList& list, const SubjectRow& row) {
  return list.compared ? change_of_count(row.collected, row.collected_then) : Change{};
}

void finish(SubjectList& list) {
  int64_t most = 1;
  for (const SubjectRow& row : list.rows) most = std::max(most, row.collected);
  for (SubjectRow& row : list.rows) {
    row.figure = figure_of(list, row);
    row.change = change_of_row(list, row);
    row.collected_share = static_cast<float>(row.collected) / static_cast<float>(most);
    row.resolved_share = static_cast<float>(row.resolved) / static_cast<float>(most);
  }
}

using CountsOf = Counts WindowFigures::*;

template <typename NameOf>
SubjectList list_of(const ViewContext& context, Text heading, CountsOf collected, CountsOf resolved, NameOf name_of) {
  const WindowFigures& figures = context.figures.window(context.window);
  const std::optional<ViewContext> then = context.then();
  SubjectList list;
  list.heading = context.texts[heading];
  list.compared = then.has_value();
  const auto add = [&](std::string_view word, int64_t count, int64_t done) {
    SubjectRow row;
    row.label = std::string(name_of(context, word));
    row.collected = count;
    row.resolved = done;
    if (then) row.collected_then = count_then(*then, then->figures.window(then->window).*collected, word);
    list.rows.push_back(std::move(row));
  };
  for (const auto& [word, count] : figures.*collected) {
    add(context.state.words.text(word), count, count_of(figures.*resolved, word));
  }
  if (then) {  // what nobody asks for any more
    for (const auto& [word_then, count] : then->figures.window(then->window).*collected) {
      const std::string_view word = then->state.words.text(word_then);
      if (count_of(figures.*collected, context.state.words.find(word)) == 0) add(word, 0, 0);
    }
  }
  std::stable_sort(list.rows.begin(), list.rows.end(),
                   [](const SubjectRow& a, const SubjectRow& b) { return a.collected > b.collected; });
  finish(list);
  return list;
}

SubjectList groups_of(const ViewContext& context, const WindowFigures& figures) {
  SubjectList list;
  list.heading = context.texts[Text::kSubjectsGroups];
  const std::optional<ViewContext> then = context.then();
  list.compared = then.has_value();
  for (const CategoryGroup& group : context.county.category_groups) {
    SubjectRow row;
    row.label = context.texts.of(group.name);
    for (const std::string& category : group.categories) {
      if (then) {
        row.collected_then += count_then(*then, then->figures.window(then->window).categories, category);
      }
      const WordId word = context.state.words.find(category);
      if (word == kNoKey) continue;
      row.collected += count_of(figures.categories, word);
      row.resolved += count_of(figures.categories_resolved, word);
    }
    list.rows.push_back(std::move(row));
  }
  finish(list);
  return list;
}

}  // namespace

Subjects build_subjects(const ViewContext& context) {
  const Texts& texts = context.texts;
  const WindowFigures& figures = context.figures.window(context.window);
  Subjects subjects;
  subjects.title = texts[Text::kSubjectsTitle];
  subjects.window = texts[window_text(context.window)] + " · " +
                    fill(texts[Text::kSubjectsCount], {{"n", format_count(figures.tally.collected)}});
  subjects.change =
      change_of(context, [](const ViewContext& at) { return at.figures.window(at.window).tally.collected; });
  subjects.caption = texts[context.figures_then() ? Text::kScoresCollected : Text::kSubjectsCaption];
  subjects.age = build_data_age(context, Feed::kRequest);
  if (figures.tally.collected == 0) subjects.why = texts[Text::kRatesNoneCollected];
  subjects.groups = groups_of(context, figures);
  subjects.categories = list_of(context, Text::kSubjectsCategories, &WindowFigures::categories,
                                &WindowFigures::categories_resolved, category_name);
  subjects.channels = list_of(context, Text::kSubjectsChannels, &WindowFigures::channels,
                              &WindowFigures::channels_resolved, channel_name);
  return subjects;
}

SubjectRow remaining_subjects(const Texts& texts, const SubjectList& list, size_t first) {
  SubjectRow sum;
  for (size_t i = first; i < list.rows.size(); ++i) {
    sum.collected += list.rows[i].collected;
    sum.resolved += list.rows[i].resolved;
    sum.collected_then += list.rows[i].collected_then;
  }
  sum.label = fill(texts[Text::kSubjectsMore], {{"n", format_count(static_cast<int64_t>(list.rows.size() - first))}});
  sum.figure = figure_of(list, sum);
  sum.change = change_of_row(list, sum);
  return sum;
}

}  // namespace gridwall::view_model

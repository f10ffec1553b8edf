#include "viewer/view_model/subjects.h"

#include <algorithm>

#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"
#include "viewer/view_model/rates.h"

namespace gridwall::view_model {
namespace {

using Counts = std::map<uint32_t, int64_t>;

int64_t count_of(const Counts& counts, uint32_t word) {
  const auto at = counts.find(word);
  return at == counts.end() ? 0 : at->second;
}

std::string channel_name(const ViewContext& context, std::string_view on_the_wire) {
  for (const auto& [word, label] : context.county.channels) {
    if (word == on_the_wire) return context.texts.of(label);
  }
  return std::string(context.texts.word(on_the_wire));
}

std::string fraction_of(const SubjectRow& row) {
  return format_count(row.resolved) + " / " + format_count(row.collected);
}

void finish(SubjectList& list) {
  int64_t most = 1;
  for (const SubjectRow& row : list.rows) most = std::max(most, row.collected);
  for (SubjectRow& row : list.rows) {
    row.fraction = fraction_of(row);
    row.collected_share = static_cast<float>(row.collected) / static_cast<float>(most);
    row.resolved_share = static_cast<float>(row.resolved) / static_cast<float>(most);
  }
}

template <typename NameOf>
SubjectList list_of(const ViewContext& context, Text heading, const Counts& collected, const Counts& resolved,
                    NameOf name_of) {
  SubjectList list;
  list.heading = context.texts[heading];
  for (const auto& [word, count] : collected) {
    SubjectRow row;
    row.label = std::string(name_of(context, context.state.words.text(word)));
    row.collected = count;
    row.resolved = count_of(resolved, word);
    list.rows.push_back(std::move(row));
  }
  std::stable_sort(list.rows.begin(), list.rows.end(),
                   [](const SubjectRow& a, const SubjectRow& b) { return a.collected > b.collected; });
  finish(list);
  return list;
}

SubjectList groups_of(const ViewContext& context, const WindowFigures& figures) {
  SubjectList list;
  list.heading = context.texts[Text::kSubjectsGroups];
  for (const CategoryGroup& group : context.county.category_groups) {
    SubjectRow row;
    row.label = context.texts.of(group.name);
    for (const std::string& category : group.categories) {
      const uint32_t word = context.state.words.find(category);
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
  subjects.caption = texts[Text::kSubjectsCaption];
  subjects.age = build_data_age(context, Feed::kRequest);
  if (figures.tally.collected == 0) subjects.why = texts[Text::kRatesNoneCollected];
  subjects.groups = groups_of(context, figures);
  subjects.categories =
      list_of(context, Text::kSubjectsCategories, figures.categories, figures.categories_resolved, category_name);
  subjects.channels =
      list_of(context, Text::kSubjectsChannels, figures.channels, figures.channels_resolved, channel_name);
  return subjects;
}

SubjectRow remaining_subjects(const Texts& texts, const SubjectList& list, size_t first) {
  SubjectRow sum;
  for (size_t i = first; i < list.rows.size(); ++i) {
    sum.collected += list.rows[i].collected;
    sum.resolved += list.rows[i].resolved;
  }
  sum.label = fill(texts[Text::kSubjectsMore], {{"n", format_count(static_cast<int64_t>(list.rows.size() - first))}});
  sum.fraction = fraction_of(sum);
  return sum;
}

}  // namespace gridwall::view_model

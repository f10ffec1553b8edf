// The loops of requests under the county's own stage labels: how many stand in each, for how long.
#include <algorithm>
#include <span>

#include "viewer/tile/tile.h"
#include "viewer/tile/words.h"

namespace gridwall::tile {
using namespace view_model;
using namespace block;
namespace {

struct Stage {
  std::string label;
  int64_t count = 0;
  Change change;
  std::string median, oldest;  // empty where matters come to rest: time there means nothing
  bool done = false;
};
struct NamedLoop {
  std::string name;  // empty where the county has one loop only
  std::vector<Stage> stages;
  int64_t matters() const {
    int64_t count = 0;
    for (const Stage& stage : stages) count += stage.count;
    return count;
  }
};

// Whether matters come to rest in the last stage of a loop.
bool comes_to_rest(const Loop& loop) {
  if (loop.stages.empty()) return true;  // the seven end with being rated
  const std::vector<std::string>& keys = loop.stages.back().keys;
  return std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
    return key == request_stage_name(RequestStage::kResolved) || key == request_stage_name(RequestStage::kPublished) ||
           key == request_stage_name(RequestStage::kRated);
  });
}

// The same loop at the other moment; null where the county had another one in its place.
const std::vector<StageFigures>* stages_then(const ViewContext& context, const Loop& loop) {
  const Figures* then = context.figures_then();
  if (then == nullptr) return nullptr;
  const std::vector<Loop>& loops = context.comparison->county.loops;
  for (size_t i = 0; i < loops.size() && i < then->pipelines.size(); ++i) {
    const bool same = loops[i].name.zh == loop.name.zh && loops[i].stages.size() == loop.stages.size() &&
                      std::equal(loops[i].stages.begin(), loops[i].stages.end(), loop.stages.begin(),
                                 [](const auto& a, const auto& b) { return a.keys == b.keys; });
    if (same) return &then->pipelines[i];
  }
  return nullptr;
}

NamedLoop loop_of(const ViewContext& context, const Loop& loop, std::span<const StageFigures> figures) {
  const Texts& texts = context.texts;
  const auto duration = [&](const std::optional<double>& seconds) {
    return seconds ? format_coarse_duration(*seconds, texts) : texts[Text::kNumberNone];
  };
  NamedLoop made;
  if (context.county.loops.size() > 1) made.name = texts.of(loop.name);
  const std::vector<StageFigures>* then = stages_then(context, loop);
  for (size_t i = 0; i < figures.size(); ++i) {
    Stage stage;
    stage.label = loop.stages.empty() ? texts.at(Text::kStagePlaced, i) : texts.of(loop.stages[i].label);
    stage.count = figures[i].count;
    stage.done = i + 1 == figures.size() && comes_to_rest(loop);
    if (!stage.done) {
      stage.median = duration(figures[i].median_s);
      stage.oldest = duration(figures[i].oldest_s);
    }
    if (then != nullptr) stage.change = change_of_count(stage.count, (*then)[i].count);
    made.stages.push_back(std::move(stage));
  }
  return made;
}

// One loop with room to spare: large figures, and the times in words under each bar.
List tall(const ViewContext& context, const NamedLoop& loop, int64_t fullest) {
  const Texts& texts = context.texts;
  List list;
  list.whole = true;
  for (const Stage& stage : loop.stages) {
    Item& item = list.items.emplace_back();
    item.title = stage.label;
    item.figure = {.figure = format_count(stage.count), .change = stage.change};
    if (stage.done) {
      item.note_end = texts[Text::kPipelineDone];
      continue;
    }
    item.bar = {{fullest > 0 ? static_cast<float>(stage.count) / static_cast<float>(fullest) : 0, Tone::kAccent}};
    item.note = texts[Text::kPipelineMedian] + " " + stage.median;
    item.note_end = texts[Text::kPipelineOldest] + " " + stage.oldest;
  }
  return list;
}

Table table_of(const ViewContext& context, const std::vector<NamedLoop>& loops, int64_t fullest) {
  const Texts& texts = context.texts;
  Table table;
  table.whole = true;
  table.columns = {{.fit = Column::Fit::kCut, .grows = true},
                   {.fit = Column::Fit::kBar},
                   {.caption = texts[Text::kPipelineCount], .align = Align::kRight, .grows = true},
                   {.caption = texts[Text::kPipelineMedian], .align = Align::kRight},
                   {.caption = texts[Text::kPipelineOldest], .align = Align::kRight}};
  for (const NamedLoop& loop : loops) {
    Section& section = table.sections.emplace_back();
    section.heading = loop.name;
    for (const Stage& stage : loop.stages) {
      const float share =
          fullest > 0 && !stage.done ? static_cast<float>(stage.count) / static_cast<float>(fullest) : 0;
      section.rows.push_back(
          {{{.text = stage.label},
            {.bar = stage.done ? std::vector<BarPart>() : std::vector<BarPart>{{share, Tone::kAccent}}},
            {.text = format_count(stage.count), .strong = true, .change = stage.change},
            {.text = stage.median},
            {.text = stage.done ? texts[Text::kPipelineDone] : stage.oldest, .tone = Tone::kQuiet}}});
    }
  }
  return table;
}

// Several loops in little room: each in two lines, the stages that move one behind the other.
Stack brief(const ViewContext& context, const std::vector<NamedLoop>& loops) {
  Stack lines;
  for (const NamedLoop& loop : loops) {
    std::string stages, done;
    for (const Stage& stage : loop.stages) {
      const std::string count = with_change(format_count(stage.count), stage.change);
      if (stage.done) {
        done = context.texts[Text::kPipelineDone] + " " + count;
      } else {
        stages += (stages.empty() ? "" : " › ") + stage.label + " " + count;
      }
    }
    List list;
    list.items.push_back({.title = loop.name, .loud = true, .end = done, .note = stages});
    lines.push_back({std::move(list)});
  }
  return lines;
}

}  // namespace

block::Tile pipeline(const ViewContext& context) {
  const County& county = context.county;
  Tile tile = tile_of(context, Feed::kRequest, Text::kPipelineTitle);
  tile.qualifier = counted(context, Text::kPipelineOpen, context.figures.backlog);
  tile.change = change_of(context, [](const ViewContext& at) { return at.figures.backlog; });
  std::vector<NamedLoop> loops;  // of a place, only those that anything there runs through
  int64_t fullest = 0, all = 0;
  for (size_t i = 0; i < county.loops.size(); ++i) {
    NamedLoop loop = loop_of(context, county.loops[i], context.figures.pipelines[i]);
    if (!context.scope.whole_county() && loop.matters() == 0) continue;
    all += loop.matters();
    for (const Stage& stage : loop.stages) fullest = std::max(fullest, stage.done ? 0 : stage.count);
    loops.push_back(std::move(loop));
  }
  if (all == 0) {
    tile.why = context.texts[Text::kPipelineNone];
    return tile;
  }
  Choice choice;
  if (loops.size() == 1) choice.stacks.push_back({{tall(context, loops.front(), fullest)}});
  choice.stacks.push_back({{table_of(context, loops, fullest)}});
  if (loops.size() > 1) choice.stacks.push_back(brief(context, loops));
  tile.body.push_back({std::move(choice)});
  return tile;
}

}  // namespace gridwall::tile

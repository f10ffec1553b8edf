#include "viewer/view_model/pipeline.h"

#include <algorithm>
#include <span>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

// Whether matters come to rest in the last stage of a loop, so that time in it means nothing.
bool comes_to_rest(const Loop& loop) {
  if (loop.stages.empty()) return true;  // the seven end with being rated
  const std::vector<std::string>& keys = loop.stages.back().keys;
  return std::any_of(keys.begin(), keys.end(), [](const std::string& key) {
    return key == request_stage_name(RequestStage::kResolved) || key == request_stage_name(RequestStage::kPublished) ||
           key == request_stage_name(RequestStage::kRated);
  });
}

PipelineRow build_row(const Texts& texts, const std::string& label, const StageFigures& figures, bool done) {
  const auto duration = [&](const std::optional<double>& seconds) {
    return seconds ? format_coarse_duration(*seconds, texts) : texts[Text::kNone];
  };
  PipelineRow row;
  row.label = label;
  row.count = figures.count;
  row.count_text = format_count(figures.count);
  row.done = done;
  if (done) return row;
  row.median = duration(figures.median_s);
  row.oldest = duration(figures.oldest_s);
  return row;
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

PipelineLoop build_loop(const ViewContext& context, const Loop& loop, std::span<const StageFigures> stages) {
  PipelineLoop made;
  if (context.county.loops.size() > 1) made.name = context.texts.of(loop.name);
  const std::vector<StageFigures>* then = stages_then(context, loop);
  for (size_t i = 0; i < stages.size(); ++i) {
    const std::string& label =
        loop.stages.empty() ? context.texts.at(Text::kStagePlaced, i) : context.texts.of(loop.stages[i].label);
    made.rows.push_back(build_row(context.texts, label, stages[i], i + 1 == stages.size() && comes_to_rest(loop)));
    if (then != nullptr) made.rows.back().change = change_of_count(stages[i].count, (*then)[i].count);
  }
  return made;
}

int64_t matters_in(const PipelineLoop& loop) {
  int64_t count = 0;
  for (const PipelineRow& row : loop.rows) count += row.count;
  return count;
}

}  // namespace

Pipeline build_pipeline(const ViewContext& context) {
  const Texts& texts = context.texts;
  const County& county = context.county;
  Pipeline pipeline;
  pipeline.title = texts[Text::kPipelineTitle];
  pipeline.open = fill(texts[Text::kPipelineOpen], {{"n", format_count(context.figures.backlog)}});
  pipeline.open_change = change_of(context, [](const ViewContext& at) { return at.figures.backlog; });
  pipeline.count_caption = texts[Text::kPipelineCount];
  pipeline.median_caption = texts[Text::kPipelineMedian];
  pipeline.oldest_caption = texts[Text::kPipelineOldest];
  pipeline.done_caption = texts[Text::kPipelineDone];
  pipeline.age = build_data_age(context, Feed::kRequest);
  for (size_t loop = 0; loop < county.loops.size(); ++loop) {
    PipelineLoop made = build_loop(context, county.loops[loop], context.figures.pipelines[loop]);
    if (context.scope.whole_county() || matters_in(made) > 0) pipeline.loops.push_back(std::move(made));
  }
  if (pipeline.loops.empty()) pipeline.loops.emplace_back();
  int64_t fullest = 0, all = 0;
  for (const PipelineLoop& loop : pipeline.loops) {
    all += matters_in(loop);
    for (const PipelineRow& row : loop.rows) {
      if (!row.done) fullest = std::max(fullest, row.count);
    }
  }
  for (PipelineLoop& loop : pipeline.loops) {
    for (PipelineRow& row : loop.rows) {
      if (!row.done && fullest > 0) row.share = static_cast<float>(row.count) / static_cast<float>(fullest);
    }
  }
  if (all == 0) pipeline.why = texts[Text::kPipelineNone];
  return pipeline;
}

}  // namespace gridwall::view_model

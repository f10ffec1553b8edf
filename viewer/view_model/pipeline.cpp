#include "viewer/view_model/pipeline.h"

#include <algorithm>
#include <span>

#include "viewer/view_model/format.h"

namespace gridwall::view_model {
namespace {

struct StageGroup {
  std::string label;
  std::vector<RequestStage> stages;
};

std::vector<StageGroup> groups_of(const ViewContext& context) {
  std::vector<StageGroup> groups;
  for (const Stage& stage : context.county.loops.front().stages) {
    StageGroup group{context.texts.of(stage.label), {}};
    for (size_t i = 0; i < kRequestStageCount; ++i) {
      const std::string_view name = request_stage_name(static_cast<RequestStage>(i));
      if (std::find(stage.keys.begin(), stage.keys.end(), name) != stage.keys.end()) {
        group.stages.push_back(static_cast<RequestStage>(i));
      }
    }
    groups.push_back(std::move(group));
  }
  if (!groups.empty()) return groups;
  for (size_t i = 0; i < kRequestStageCount; ++i) {
    groups.push_back({context.texts.at(Text::kStagePlaced, i), {static_cast<RequestStage>(i)}});
  }
  return groups;
}

const StageTimes& times_of(const CountyState& state, RequestStage stage) {
  return state.stages[static_cast<size_t>(stage)];
}

// How many entered the stage at or before a time.
uint64_t entered_by(const StageTimes& times, int64_t time_ns) {
  uint64_t low = 0, high = times.count();
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    if (times.nth(middle) <= time_ns) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool comes_to_rest(const StageGroup& group) {
  return !group.stages.empty() && group.stages.front() >= RequestStage::kResolved;
}

PipelineRow build_row(const ViewContext& context, const StageGroup& group, bool last) {
  PipelineRow row;
  row.label = group.label;
  for (const RequestStage stage : group.stages)
    row.count += static_cast<int64_t>(times_of(context.state, stage).count());
  row.count_text = format_count(row.count);
  row.done = last && comes_to_rest(group);
  if (row.done) return row;
  const int64_t median_ns = median_entry_ns(context.state, group.stages);
  if (median_ns == kNever) {
    row.median = row.oldest = context.texts[Text::kNone];
    return row;
  }
  int64_t oldest_ns = INT64_MAX;
  for (const RequestStage stage : group.stages) {
    const StageTimes& times = times_of(context.state, stage);
    if (times.count() > 0) oldest_ns = std::min(oldest_ns, times.nth(0));
  }
  row.median = format_coarse_duration(seconds_between(median_ns, context.now_ns), context.texts);
  row.oldest = format_coarse_duration(seconds_between(oldest_ns, context.now_ns), context.texts);
  return row;
}

}  // namespace

int64_t median_entry_ns(const CountyState& state, std::span<const RequestStage> stages) {
  uint64_t count = 0;
  int64_t low = INT64_MAX, high = INT64_MIN;
  for (const RequestStage stage : stages) {
    const StageTimes& times = times_of(state, stage);
    if (times.count() == 0) continue;
    count += times.count();
    low = std::min(low, times.nth(0));
    high = std::max(high, times.nth(times.count() - 1));
  }
  if (count == 0) return kNever;
  const uint64_t wanted = (count - 1) / 2 + 1;  // entered by the earlier of the two in the middle: the longer stay
  // The least time by which so many had entered.
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    uint64_t entered = 0;
    for (const RequestStage stage : stages) entered += entered_by(times_of(state, stage), middle);
    if (entered >= wanted) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

Pipeline build_pipeline(const ViewContext& context) {
  const Texts& texts = context.texts;
  Pipeline pipeline;
  pipeline.title = texts[Text::kPipelineTitle];
  pipeline.open = fill(texts[Text::kPipelineOpen], {{"n", format_count(context.figures.backlog)}});
  pipeline.count_caption = texts[Text::kPipelineCount];
  pipeline.median_caption = texts[Text::kPipelineMedian];
  pipeline.oldest_caption = texts[Text::kPipelineOldest];
  pipeline.done_caption = texts[Text::kPipelineDone];
  pipeline.age = build_data_age(context, Feed::kRequest);
  const std::vector<StageGroup> groups = groups_of(context);
  int64_t fullest = 0, all = 0;
  for (size_t i = 0; i < groups.size(); ++i) {
    pipeline.rows.push_back(build_row(context, groups[i], i + 1 == groups.size()));
    const PipelineRow& row = pipeline.rows.back();
    all += row.count;
    if (!row.done) fullest = std::max(fullest, row.count);
  }
  for (PipelineRow& row : pipeline.rows) {
    if (!row.done && fullest > 0) row.share = static_cast<float>(row.count) / static_cast<float>(fullest);
  }
  if (all == 0) pipeline.why = texts[Text::kPipelineNone];
  return pipeline;
}

}  // namespace gridwall::view_model

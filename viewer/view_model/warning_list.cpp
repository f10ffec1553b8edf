#include "viewer/view_model/warning_list.h"

#include <algorithm>

#include "ingest/state/incident.h"
#include "viewer/view_model/format.h"
#include "viewer/view_model/place_name.h"

namespace gridwall::view_model {

WarningList build_warning_list(const ViewContext& context) {
  const Texts& texts = context.texts;
  WarningList list;
  list.title = texts[Text::kWarningsTitle];
  list.greyed = !context.live();
  const WarningsInForce in_force = warnings_in_force(context.state, context.now_ns);
  const auto add = [&](const std::vector<WarningIndex>& warnings, const std::string& before) {
    for (const WarningIndex index : warnings) {
      const Warning& warning = context.state.warnings[index];
      WarningRow row;
      row.level = std::clamp<uint8_t>(warning.level, 1, 4);
      row.mark = texts.at(Text::kLevelMark1, row.level - 1U);
      const std::string kind =
          warning.kind == kNoKey ? std::string() : std::string(texts.word(context.state.words.text(warning.kind)));
      row.title = before + fill(texts[Text::kWarningsRow],
                                {{"kind", kind}, {"color", texts.at(Text::kWarningColor1, row.level - 1U)}});
      row.area = area_name(context.county, texts, warning.area);
      row.until = fill(texts[Text::kWarningsUntil],
                       {{"time", format_moment(warning.until_ns, context.now_ns, context.county.zone)}});
      row.actual = before.empty();
      list.rows.push_back(std::move(row));
    }
  };
  add(in_force.actual, {});
  add(in_force.exercise, texts[Text::kDrill] + " ");
  add(in_force.test, texts[Text::kWarningsTest] + " ");
  if (list.rows.empty()) list.why = texts[Text::kWarningsNone];
  return list;
}

}  // namespace gridwall::view_model

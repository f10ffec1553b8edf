#include "viewer/panel/alarm_panel.h"
#include "viewer/panel/command_panel.h"
#include "viewer/panel/coverage_panel.h"
#include "viewer/panel/incident_panel.h"
#include "viewer/panel/pipeline_panel.h"
#include "viewer/panel/rates_panel.h"
#include "viewer/panel/strip_panel.h"
#include "viewer/panel/team_panel.h"
#include "viewer/panel/ticker_panel.h"
#include "viewer/panel/tier_panel.h"
#include "viewer/scene/panel_slot.h"

namespace gridwall::scene {
namespace {

// `Build` makes the model, `Draw` draws it; one that has more to say than the model takes the wall's words, too.
template <auto Build, auto Draw>
class ModelPanel : public PanelSlot {
 public:
  void build(const view_model::ViewContext& context) override { model_ = Build(context); }
  void draw(const panel::Pens& pens, const render::RectPx& rect, const view_model::Texts& texts) override {
    if constexpr (std::is_invocable_v<decltype(Draw), const panel::Pens&, const render::RectPx&, const Model&,
                                      const view_model::Texts&>) {
      Draw(pens, rect, model_, texts);
    } else {
      Draw(pens, rect, model_);
    }
  }

 private:
  using Model = std::invoke_result_t<decltype(Build), const view_model::ViewContext&>;
  Model model_;
};

template <auto Build, auto Draw>
std::unique_ptr<PanelSlot> make() {
  return std::make_unique<ModelPanel<Build, Draw>>();
}

}  // namespace

std::unique_ptr<PanelSlot> make_panel(PanelKind kind) {
  using namespace view_model;
  using namespace panel;
  switch (kind) {
    case PanelKind::kMap:
      return nullptr;
    case PanelKind::kRates:
      return make<build_rates, draw_rates>();
    case PanelKind::kPipeline:
      return make<build_pipeline, draw_pipeline>();
    case PanelKind::kTiers:
      return make<build_tier_share, draw_tier_share>();
    case PanelKind::kTeams:
      return make<build_team_board, draw_team_board>();
    case PanelKind::kAlarms:
      return make<build_alarm_list, draw_alarm_list>();
    case PanelKind::kTicker:
      return make<build_ticker, draw_ticker>();
    case PanelKind::kStrip:
      return make<build_day_strip, draw_day_strip>();
    case PanelKind::kCoverage:
      return make<build_coverage, draw_coverage>();
    case PanelKind::kIncidents:
      return make<build_incident_board, draw_incident_board>();
    case PanelKind::kCommand:
      return make<build_command, draw_command>();
    case PanelKind::kWarnings:
      return make<build_warning_list, draw_warning_list>();
    case PanelKind::kTimeline:
      return make<build_incident_timeline, draw_incident_timeline>();
    case PanelKind::kDuty:
      return make<build_duty_board, draw_duty_board>();
    case PanelKind::kRoutine:
      return make<build_routine_strip, draw_routine_strip>();
  }
  return nullptr;
}

}  // namespace gridwall::scene

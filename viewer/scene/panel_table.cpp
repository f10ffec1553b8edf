#include "viewer/panel/alarm_panel.h"
#include "viewer/panel/coverage_panel.h"
#include "viewer/panel/findings_panel.h"
#include "viewer/panel/pipeline_panel.h"
#include "viewer/panel/places_panel.h"
#include "viewer/panel/rates_panel.h"
#include "viewer/panel/strip_panel.h"
#include "viewer/panel/team_panel.h"
#include "viewer/panel/ticker_panel.h"
#include "viewer/panel/tier_panel.h"
#include "viewer/panel/visits_panel.h"
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

// Keeps which findings stand open, so that closed ones cost nothing.
class FindingsPanel : public PanelSlot {
 public:
  void build(const view_model::ViewContext& context) override { model_ = view_model::build_findings(context, open_); }
  void draw(const panel::Pens& pens, const render::RectPx& rect, const view_model::Texts&) override {
    panel::draw_findings(pens, rect, model_);
  }

 private:
  view_model::OpenOnPatrol open_;
  view_model::FindingsTile model_;
};

// The parts of what is looked at; of a grid, which has none, the grid itself.
class PlacesPanel : public PanelSlot {
 public:
  void build(const view_model::ViewContext& context) override {
    campaigns_ = view_model::build_campaigns(context);
    is_grid_ = context.scope.grid != kNoGrid;
    if (is_grid_) {
      grid_ = view_model::build_grid_detail(context, open_);
    } else {
      places_ = view_model::build_places(context);
    }
  }
  void draw(const panel::Pens& pens, const render::RectPx& rect, const view_model::Texts&) override {
    if (is_grid_) {
      panel::draw_grid_detail(pens, rect, grid_, campaigns_);
    } else {
      panel::draw_places(pens, rect, places_, campaigns_);
    }
  }

 private:
  view_model::OpenOnPatrol open_;
  bool is_grid_ = false;
  view_model::PlacesTile places_;
  view_model::GridDetail grid_;
  view_model::CampaignsTile campaigns_;
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
    case PanelKind::kVisits:
      return make<build_visits, draw_visits>();
    case PanelKind::kShifts:
      return make<build_shifts, draw_shifts>();
    case PanelKind::kFindings:
      return std::make_unique<FindingsPanel>();
    case PanelKind::kPlaces:
      return std::make_unique<PlacesPanel>();
  }
  return nullptr;
}

}  // namespace gridwall::scene

#include "viewer/panel/coverage_panel.h"
#include "viewer/panel/findings_panel.h"
#include "viewer/panel/matters_panel.h"
#include "viewer/panel/mechanisms_panel.h"
#include "viewer/panel/organisations_panel.h"
#include "viewer/panel/pipeline_panel.h"
#include "viewer/panel/places_panel.h"
#include "viewer/panel/rates_panel.h"
#include "viewer/panel/scores_panel.h"
#include "viewer/panel/strip_panel.h"
#include "viewer/panel/subjects_panel.h"
#include "viewer/panel/team_panel.h"
#include "viewer/panel/visits_panel.h"
#include "viewer/panel/whistles_panel.h"
#include "viewer/scene/panel_slot.h"

namespace gridwall::tile {
block::Tile ticker(const view_model::ViewContext& context);
}

namespace gridwall::scene {
namespace {

// `Build` makes the model, `Draw` draws it; one that has more to say than the model takes the wall's words, too.
template <auto Build, auto Draw>
class ModelPanel : public PanelSlot {
  using Model = std::invoke_result_t<decltype(Build), const view_model::ViewContext&>;

 public:
  void build(const view_model::ViewContext& context) override { model_ = Build(context); }
  bool absent() const override {
    if constexpr (requires(const Model& model) { model.absent; }) return model_.absent;
    return false;
  }
  void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts& texts) override {
    if constexpr (std::is_invocable_v<decltype(Draw), const block::Pens&, const render::RectPx&, const Model&,
                                      const view_model::Texts&>) {
      Draw(pens, rect, model_, texts);
    } else {
      Draw(pens, rect, model_);
    }
  }

 private:
  Model model_;
};

// Keeps which findings stand open, so that closed ones cost nothing.
class FindingsPanel : public PanelSlot {
 public:
  void build(const view_model::ViewContext& context) override { model_ = view_model::build_findings(context, open_); }
  void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts&) override {
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
  void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts&) override {
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

// The overview tells what happens in the county; of a place somebody looks into it lists the matters.
class TickerOrMatters : public PanelSlot {
 public:
  void build(const view_model::ViewContext& context) override {
    looked_into_ = context.scene == view_model::Scene::kOverview && !context.scope.whole_county();
    if (looked_into_) return matters_panel_.build(context);
    ticker_ = tile::ticker(context);
  }
  void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts& texts) override {
    if (looked_into_) return matters_panel_.draw(pens, rect, texts);
    block::draw_tile(pens, "ticker", rect, ticker_, 0);
  }

 private:
  ModelPanel<view_model::build_matters, panel::draw_matters> matters_panel_;
  block::Tile ticker_;
  bool looked_into_ = false;
};

}  // namespace

std::unique_ptr<PanelSlot> make_panel(std::string_view name) {
  using namespace view_model;
  using namespace panel;
  if (name == "rates") return make<build_rates, draw_rates>();
  if (name == "pipeline") return make<build_pipeline, draw_pipeline>();
  if (name == "teams") return make<build_team_board, draw_team_board>();
  if (name == "ticker") return std::make_unique<TickerOrMatters>();
  if (name == "strip") return make<build_day_strip, draw_day_strip>();
  if (name == "coverage") return make<build_coverage, draw_coverage>();
  if (name == "scores") return make<build_scores, draw_scores>();
  if (name == "matters") return make<build_matters, draw_matters>();
  if (name == "subjects") return make<build_subjects, draw_subjects>();
  if (name == "whistles") return make<build_whistles, draw_whistles>();
  if (name == "mechanisms") return make<build_mechanisms, draw_mechanisms>();
  if (name == "organisations") return make<build_organisations, draw_organisations>();
  if (name == "visits") return make<build_visits, draw_visits>();
  if (name == "shifts") return make<build_shifts, draw_shifts>();
  if (name == "findings") return std::make_unique<FindingsPanel>();
  if (name == "places") return std::make_unique<PlacesPanel>();
  return nullptr;
}

}  // namespace gridwall::scene

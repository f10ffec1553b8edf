#include "viewer/panel/alarm_panel.h"
#include "viewer/panel/command_panel.h"
#include "viewer/panel/incident_panel.h"
#include "viewer/panel/ticker_panel.h"
#include "viewer/scene/panel_slot.h"

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

 public:
  }

 private:
};

 public:
  void build(const view_model::ViewContext& context) override {
    } else {
    }
  }
    } else {
    }
  }

 private:
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
    if (!looked_into_) return ticker_panel_.build(context);
    matters_ = build_matters_(context);
  }
  void draw(const block::Pens& pens, const render::RectPx& rect, const view_model::Texts& texts) override {
    if (!looked_into_) return ticker_panel_.draw(pens, rect, texts);
    block::draw_tile(pens, "ticker", rect, matters_);
  }

 private:
  ModelPanel<view_model::build_ticker, panel::draw_ticker> ticker_panel_;
  tile::Builder build_matters_ = tile::kinds()[*tile::kind_of("matters")].make();
  block::Tile matters_;
  bool looked_into_ = false;
};

}  // namespace

std::unique_ptr<PanelSlot> make_panel(std::string_view name) {
  using namespace view_model;
  using namespace panel;
  if (name == "alarms") return make<build_alarm_list, draw_alarm_list>();
  if (name == "ticker") return std::make_unique<TickerOrMatters>();
  if (name == "incidents") return make<build_incident_board, draw_incident_board>();
  if (name == "command") return make<build_command, draw_command>();
  if (name == "warnings") return make<build_warning_list, draw_warning_list>();
  if (name == "timeline") return make<build_incident_timeline, draw_incident_timeline>();
  if (name == "duty") return make<build_duty_board, draw_duty_board>();
  if (name == "routine") return make<build_routine_strip, draw_routine_strip>();
  return nullptr;
}

}  // namespace gridwall::scene

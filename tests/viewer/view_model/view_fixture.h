// A small county's state as events made it, and the context its view models are built from.
#pragma once

#include <gtest/gtest.h>

#include "ingest/event/time.h"
#include "tests/support/small_county.h"
#include "viewer/view_model/context.h"

namespace gridwall::view_model {

inline Texts texts_of(Language language) {
  Result<Texts> texts = Texts::builtin(language);
  EXPECT_TRUE(texts) << texts.error().message;
  return std::move(texts).value();
}

class ViewTest : public ::testing::Test {
 protected:
  // `now` is "11-21 14:32:08". The figures live until the next call.
  ViewContext in_grid(std::string_view code, std::string_view now) {
    return at(now, scope_of_grid(county_, county_.grid_index(code)));
  }
  ViewContext at(std::string_view now, Scope scope = {}) {
    const int64_t now_ns = gridwall::testing::local_ns(now);
    figures_ = compute_figures(folder_.state, county_, now_ns, scope);
    ViewContext context{folder_.state, county_, figures_, now_ns, connection_, texts_, Window::k30Days};
    context.scope = scope;
    return context;
  }
  void add(std::string_view type, std::string_view at, std::string_view members) { folder_.add(type, at, members); }
  void place(std::string_view request, std::string_view at, std::string_view grid = "g1",
             std::string_view category = "road") {
    add("request.placed", at,
        R"("request":")" + std::string(request) + R"(","category":")" + std::string(category) +
            R"(","channel":"app","title":"灯坏了","tier":"grid","grid":")" + std::string(grid) + "\"");
  }

  // With one community, and half of the grids in it.
  void add_second_street() {
    county_.areas.push_back({"s2", {"二街", "Second Street"}, 0, kNone, {119.5, 33.5}});
    county_.areas.push_back({"c2", {"二社区", "Second Community"}, 1, AreaIndex(2), {119.5, 33.5}});
    for (uint32_t grid = 8; grid < 16; ++grid) county_.grids[grid].area = AreaIndex(3);
    county_.build_index();
  }

  County county_ = gridwall::testing::small_county();
  gridwall::testing::Folder folder_{county_};
  Texts texts_ = texts_of(Language::kChinese);
  Connection connection_{.phase = Connection::Phase::kLive};
  Figures figures_;
};

}  // namespace gridwall::view_model

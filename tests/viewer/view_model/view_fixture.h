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
  ViewContext at(std::string_view now, Scope scope = {}) {
    const int64_t now_ns = gridwall::testing::local_ns(now);
    figures_ = compute_figures(folder_.state, county_, now_ns, scope);
    ViewContext context{folder_.state, county_, figures_, now_ns, connection_, texts_, Window::k30Days};
    context.scope = scope;
    return context;
  }
  void add(std::string_view type, std::string_view at, std::string_view members) { folder_.add(type, at, members); }
  void place(std::string_view request, std::string_view at) {
    add("request.placed", at,
        R"("request":")" + std::string(request) +
            R"(","category":"road","channel":"app","title":"灯坏了","tier":"grid","grid":"g1")");
  }

  County county_ = gridwall::testing::small_county();
  gridwall::testing::Folder folder_{county_};
  Texts texts_ = texts_of(Language::kChinese);
  Connection connection_{.phase = Connection::Phase::kLive};
  Figures figures_;
};

}  // namespace gridwall::view_model

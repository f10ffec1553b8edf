// A test that needs OpenGL: gets an offscreen context, or skips and says why.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "viewer/app/surface.h"
#include "viewer/render/shader_library.h"

namespace gridwall::test {

class GlTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = app::create_offscreen_surface({640, 480});
    if (!made) GTEST_SKIP() << made.error().message;
    surface_ = std::move(made).value();
    auto opened = render::ShaderLibrary::open(render::ShaderLibrary::default_directory());
    ASSERT_TRUE(opened) << opened.error().message;
    shaders_ = std::move(opened).value();
  }

  std::unique_ptr<app::Surface> surface_;
  std::unique_ptr<render::ShaderLibrary> shaders_;
};

}  // namespace gridwall::test

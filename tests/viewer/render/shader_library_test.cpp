#include <chrono>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "tests/viewer/render/gl_fixture.h"

namespace gridwall::render {
namespace {

namespace fs = std::filesystem;

class ShaderLibraryTest : public test::GlTest {
 protected:
  void SetUp() override {
    test::GlTest::SetUp();
    folder_ = fs::temp_directory_path() / ("gridwall-shaders-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    write("_prelude.glsl", "#version 330 core\n");
    write("plain.vert", "void main() { gl_Position = vec4(0.0); }\n");
    write("plain.frag", "uniform float u_first;\nout vec4 o;\nvoid main() { o = vec4(u_first); }\n");
  }
  void TearDown() override { fs::remove_all(folder_); }

  // Every write is a second later than the one before: file systems may keep no finer times.
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    fs::last_write_time(folder_ / name, fs::file_time_type::clock::now() + std::chrono::seconds(++writes_));
  }

  fs::path folder_;
  int writes_ = 0;
};

TEST_F(ShaderLibraryTest, a_saved_shader_is_compiled_again_behind_the_same_pointer) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  const Program* program = library->program("plain").value();
  EXPECT_GE(program->uniform("u_first"), 0);
  EXPECT_EQ(library->reload_changed().reloaded, 0);
  write("plain.frag", "uniform float u_second;\nout vec4 o;\nvoid main() { o = vec4(u_second); }\n");
  const ShaderLibrary::ReloadReport report = library->reload_changed();
  EXPECT_EQ(report.reloaded, 1);
  EXPECT_TRUE(report.errors.empty());
  EXPECT_EQ(library->program("plain").value(), program);
  EXPECT_GE(program->uniform("u_second"), 0);
  EXPECT_LT(program->uniform("u_first"), 0);
}

TEST_F(ShaderLibraryTest, a_shader_that_does_not_compile_keeps_the_last_good_one_and_names_file_and_line) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  const Program* program = library->program("plain").value();
  write("plain.frag", "uniform float u_first;\nout vec4 o;\nvoid main() { o = nonsense; }\n");
  const ShaderLibrary::ReloadReport report = library->reload_changed();
  EXPECT_EQ(report.reloaded, 0);
  ASSERT_EQ(report.errors.size(), 1U);
  EXPECT_NE(report.errors[0].find("plain.frag:3"), std::string::npos) << report.errors[0];
  EXPECT_GE(program->uniform("u_first"), 0);
  EXPECT_TRUE(library->reload_changed().errors.empty()) << "told once, until the file changes again";
  write("plain.frag", "uniform float u_first;\nout vec4 o;\nvoid main() { o = vec4(u_first * 2.0); }\n");
  EXPECT_EQ(library->reload_changed().reloaded, 1);
}

TEST_F(ShaderLibraryTest, a_shader_that_vanishes_for_a_moment_changes_nothing) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  const Program* program = library->program("plain").value();
  fs::remove(folder_ / "plain.frag");
  EXPECT_EQ(library->reload_changed().reloaded, 0);
  EXPECT_GE(program->uniform("u_first"), 0);
}

TEST_F(ShaderLibraryTest, a_changed_prelude_compiles_all_again) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  ASSERT_TRUE(library->program("plain"));
  write("_prelude.glsl", "#version 330 core\n// changed\n");
  EXPECT_EQ(library->reload_changed().reloaded, 1);
}

TEST_F(ShaderLibraryTest, an_error_in_the_prelude_is_told_of_the_prelude) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  ASSERT_TRUE(library->program("plain"));
  write("_prelude.glsl", "#version 330 core\n\nfloat broken() { return nonsense; }\n");
  const ShaderLibrary::ReloadReport report = library->reload_changed();
  ASSERT_EQ(report.errors.size(), 1U);
  EXPECT_NE(report.errors[0].find("_prelude.glsl:3"), std::string::npos) << report.errors[0];
}

TEST_F(ShaderLibraryTest, what_is_missing_is_named) {
  EXPECT_NE(ShaderLibrary::open(folder_ / "nowhere").error().message.find("nowhere"), std::string::npos);
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  EXPECT_NE(library->program("absent").error().message.find("absent.vert"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::render

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

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  fs::path folder_;
};

TEST_F(ShaderLibraryTest, a_program_is_compiled_once_and_knows_its_uniforms) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  const Program* program = library->program("plain").value();
  EXPECT_GE(program->uniform("u_first"), 0);
  EXPECT_LT(program->uniform("u_second"), 0);
  EXPECT_EQ(library->program("plain").value(), program);
}

TEST_F(ShaderLibraryTest, a_shader_that_does_not_compile_names_file_and_line) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  write("plain.frag", "uniform float u_first;\nout vec4 o;\nvoid main() { o = nonsense; }\n");
  const auto program = library->program("plain");
  ASSERT_FALSE(program);
  EXPECT_NE(program.error().message.find("plain.frag:3"), std::string::npos) << program.error().message;
}

TEST_F(ShaderLibraryTest, an_error_in_the_prelude_is_told_of_the_prelude) {
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  write("_prelude.glsl", "#version 330 core\n\nfloat broken() { return nonsense; }\n");
  const auto program = library->program("plain");
  ASSERT_FALSE(program);
  EXPECT_NE(program.error().message.find("_prelude.glsl:3"), std::string::npos) << program.error().message;
}

TEST_F(ShaderLibraryTest, what_is_missing_is_named) {
  EXPECT_NE(ShaderLibrary::open(folder_ / "nowhere").error().message.find("nowhere"), std::string::npos);
  auto library = std::move(ShaderLibrary::open(folder_)).value();
  EXPECT_NE(library->program("absent").error().message.find("absent.vert"), std::string::npos);
}

}  // namespace
}  // namespace gridwall::render

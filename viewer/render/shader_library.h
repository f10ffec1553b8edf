// Programs from shaders/NAME.vert and NAME.frag, each behind _prelude.glsl; one that does not compile is reported with
// file and line.
// UI thread, with a context current. Must not know what the programs draw.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/event/result.h"
#include "viewer/render/gl_objects.h"

namespace gridwall::render {

class Program {
 public:
  void use() const;
  // -1 when the program has no such uniform; OpenGL then ignores what is set.
  GLint uniform(const char* name) const;

 private:
  friend class ShaderLibrary;
  ProgramObject object_;
  mutable std::vector<std::pair<std::string, GLint>> locations_;
};

class ShaderLibrary {
 public:
  // ../share/gridwall/shaders beside the running program, else the source tree it was built from.
  static std::filesystem::path default_directory();

  // kNotFound names the directory when there is no _prelude.glsl in it.
  static Result<std::unique_ptr<ShaderLibrary>> open(std::filesystem::path directory);

  // Compiles on first use. The pointer stays good for the library's life.
  // kInvalidConfig: "heat.frag:12: what the driver says"; vertex attributes are bound by `layout(location = N)`.
  Result<const Program*> program(const std::string& name);

 private:
  explicit ShaderLibrary(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<ProgramObject> build(const std::string& name) const;

  std::filesystem::path directory_;
  std::map<std::string, std::unique_ptr<Program>> programs_;
};

}  // namespace gridwall::render

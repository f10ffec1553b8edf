// Programs from shaders/NAME.vert and NAME.frag, each behind _prelude.glsl. Files that change are compiled again; one
// that does not compile leaves the last good program in place and is reported with file and line.
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
  std::filesystem::file_time_type vertex_time_{};
  std::filesystem::file_time_type fragment_time_{};
};

class ShaderLibrary {
 public:
  // ../share/gridwall/shaders beside the running program, else the source tree it was built from.
  static std::filesystem::path default_directory();

  // kNotFound names the directory when there is no _prelude.glsl in it.
  static Result<std::unique_ptr<ShaderLibrary>> open(std::filesystem::path directory);

  // Compiles on first use. The pointer stays good for the library's life, through every reload.
  // kInvalidConfig: "heat.frag:12: what the driver says"; vertex attributes are bound by `layout(location = N)`.
  Result<const Program*> program(const std::string& name);

  // Looks at the files' times and compiles again what changed. `reloaded` counts programs that are new; `errors` holds
  // one message for each that stayed as it was.
  struct ReloadReport {
    int reloaded = 0;
    std::vector<std::string> errors;
  };
  ReloadReport reload_changed();

 private:
  explicit ShaderLibrary(std::filesystem::path directory) : directory_(std::move(directory)) {}
  Result<ProgramObject> build(const std::string& name) const;
  bool stamp(const std::string& name, Program& program) const;

  std::filesystem::path directory_;
  std::filesystem::file_time_type prelude_time_{};
  std::map<std::string, std::unique_ptr<Program>> programs_;
};

}  // namespace gridwall::render

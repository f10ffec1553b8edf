#include "viewer/render/shader_library.h"

#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace gridwall::render {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPrelude = "_prelude.glsl";

Result<std::string> read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::kNotFound, "cannot read the shader " + path.string()};
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

// Lines of the prelude are counted from here on, so that a driver's message tells them from those of the file.
constexpr int kPreludeLine = 100'000;

// Drivers write "0:12(5): error" (Mesa) or "0(12) : error" (others): the number of a source string, then the line.
std::string with_file_name(std::string_view log, std::string_view file) {
  std::size_t at = 0;
  while (at < log.size()) {
    const std::size_t end = std::min(log.find('\n', at), log.size());
    const std::string_view line = log.substr(at, end - at);
    std::size_t digits = 0;
    while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits]))) ++digits;
    if (digits > 0 && digits + 1 < line.size() && (line[digits] == ':' || line[digits] == '(')) {
      std::size_t stop = digits + 1;
      while (stop < line.size() && std::isdigit(static_cast<unsigned char>(line[stop]))) ++stop;
      int number = std::atoi(std::string(line.substr(digits + 1, stop - digits - 1)).c_str());
      const bool prelude = number >= kPreludeLine;
      if (prelude) number -= kPreludeLine;
      std::string_view words = line.substr(stop);
      const std::size_t colon = words.find(": ");
      if (colon != std::string_view::npos) words = words.substr(colon + 2);
      std::string message(prelude ? std::string_view(kPrelude) : file);
      message += ":";
      message += std::to_string(number);
      message += ": ";
      message += words;
      return message;
    }
    at = end + 1;
  }
  return std::string(file) + ": " + std::string(log);
}

class ShaderStage {
 public:
  explicit ShaderStage(GLenum kind) : name_(glCreateShader(kind)) {}
  ~ShaderStage() { glDeleteShader(name_); }
  ShaderStage(const ShaderStage&) = delete;
  ShaderStage& operator=(const ShaderStage&) = delete;

  Status compile(const std::string& prelude, const std::string& text, const std::string& file) {
    // #version must come first; the numbering begins behind it.
    const std::size_t version_end = std::min(prelude.find('\n'), prelude.size() - 1) + 1;
    const std::string version = prelude.substr(0, version_end) + "#line " + std::to_string(kPreludeLine + 2) + "\n";
    const std::string rest = prelude.substr(version_end) + "\n#line 1\n";
    const std::array<const char*, 3> sources = {version.c_str(), rest.c_str(), text.c_str()};
    glShaderSource(name_, static_cast<GLsizei>(sources.size()), sources.data(), nullptr);
    glCompileShader(name_);
    GLint good = GL_FALSE;
    glGetShaderiv(name_, GL_COMPILE_STATUS, &good);
    if (good == GL_TRUE) return Done{};
    std::array<char, 2048> log{};
    glGetShaderInfoLog(name_, static_cast<GLsizei>(log.size()), nullptr, log.data());
    return Error{ErrorCode::kInvalidConfig, with_file_name(log.data(), file)};
  }

  GLuint name() const { return name_; }

 private:
  GLuint name_;
};

}  // namespace

void Program::use() const {
  glUseProgram(object_.name());
}

GLint Program::uniform(const char* name) const {
  for (const auto& [known, location] : locations_) {
    if (known == name) return location;
  }
  const GLint location = glGetUniformLocation(object_.name(), name);
  locations_.emplace_back(name, location);
  return location;
}

fs::path ShaderLibrary::default_directory() {
  std::error_code failure;
  const fs::path program = fs::read_symlink("/proc/self/exe", failure);
  if (!failure) {
    fs::path installed = program.parent_path().parent_path() / "share/gridwall/shaders";
    if (fs::exists(installed / kPrelude, failure)) return installed;
  }
  return GRIDWALL_SHADER_SOURCE_DIR;
}

Result<std::unique_ptr<ShaderLibrary>> ShaderLibrary::open(fs::path directory) {
  std::error_code failure;
  if (!fs::exists(directory / kPrelude, failure)) {
    return Error{ErrorCode::kNotFound, "no shaders in " + directory.string() + ": " + kPrelude +
                                           " is missing; install share/gridwall/shaders beside bin"};
  }
  return std::unique_ptr<ShaderLibrary>(new ShaderLibrary(std::move(directory)));
}

Result<ProgramObject> ShaderLibrary::build(const std::string& name) const {
  Result<std::string> prelude = read_text(directory_ / kPrelude);
  if (!prelude) return prelude.error();
  ShaderStage vertex(GL_VERTEX_SHADER);
  ShaderStage fragment(GL_FRAGMENT_SHADER);
  for (auto [stage, ending] : {std::pair{&vertex, ".vert"}, std::pair{&fragment, ".frag"}}) {
    Result<std::string> text = read_text(directory_ / (name + ending));
    if (!text) return text.error();
    if (prelude->empty()) return Error{ErrorCode::kInvalidConfig, std::string(kPrelude) + ": is empty"};
    if (Status compiled = stage->compile(*prelude, *text, name + ending); !compiled) return compiled.error();
  }
  ProgramObject program = ProgramObject::make();
  glAttachShader(program.name(), vertex.name());
  glAttachShader(program.name(), fragment.name());
  glLinkProgram(program.name());
  glDetachShader(program.name(), vertex.name());
  glDetachShader(program.name(), fragment.name());
  GLint good = GL_FALSE;
  glGetProgramiv(program.name(), GL_LINK_STATUS, &good);
  if (good != GL_TRUE) {
    std::array<char, 2048> log{};
    glGetProgramInfoLog(program.name(), static_cast<GLsizei>(log.size()), nullptr, log.data());
    return Error{ErrorCode::kInvalidConfig, name + ".vert with " + name + ".frag: " + log.data()};
  }
  return program;
}

Result<const Program*> ShaderLibrary::program(const std::string& name) {
  if (auto found = programs_.find(name); found != programs_.end()) return found->second.get();
  auto program = std::make_unique<Program>();
  Result<ProgramObject> built = build(name);
  if (!built) return built.error();
  program->object_ = std::move(built).value();
  const Program* kept = program.get();
  programs_.emplace(name, std::move(program));
  return kept;
}

}  // namespace gridwall::render

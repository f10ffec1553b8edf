#include "viewer/program/frame_sink.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "viewer/app/screenshot.h"

namespace gridwall::program {
namespace {

namespace fs = std::filesystem;

class PictureFolder final : public FrameSink {
 public:
  PictureFolder(fs::path folder, render::SizePx size) : folder_(std::move(folder)), size_(size) {}
  Status write(uint64_t number, std::span<const uint8_t> rgba) override {
    return app::write_png(folder_ / fmt::format("frame_{:06}.png", number), rgba, size_);
  }
  Status finish() override { return Done{}; }

 private:
  fs::path folder_;
  render::SizePx size_;
};

// ffmpeg as a child with its words one by one: nothing passes through a shell.
class VideoPipe final : public FrameSink {
 public:
  static Result<std::unique_ptr<FrameSink>> open(const RenderOptions& options) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return Error{ErrorCode::kIo, std::string("pipe: ") + std::strerror(errno)};
    const std::string size = std::to_string(options.size.w) + "x" + std::to_string(options.size.h);
    const std::string rate = std::to_string(options.frames_per_s);
    // A name that begins with '-' is still a name.
    const std::string file = fs::absolute(options.video).string();
    // Players assume BT.709 for this size, which ffmpeg uses only if told to.
    std::vector<std::string> words = {"ffmpeg",
                                      "-nostdin",
                                      "-loglevel",
                                      "error",
                                      "-f",
                                      "rawvideo",
                                      "-pix_fmt",
                                      "rgba",
                                      "-s",
                                      size,
                                      "-r",
                                      rate,
                                      "-i",
                                      "pipe:0",
                                      "-n",
                                      "-vf",
                                      "scale=out_color_matrix=bt709",
                                      "-colorspace",
                                      "bt709",
                                      "-color_primaries",
                                      "bt709",
                                      "-color_trc",
                                      "bt709",
                                      "-c:v",
                                      "libx264",
                                      "-preset",
                                      "medium",
                                      "-pix_fmt",
                                      "yuv420p",
                                      "-movflags",
                                      "+faststart",
                                      file};
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, "ffmpeg", &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[0]);
    if (failed != 0) {
      ::close(ends[1]);
      return Error{ErrorCode::kUnavailable,
                   "--video: ffmpeg cannot be started (" + std::string(std::strerror(failed)) +
                       "); install it (apt-get install ffmpeg), or write pictures with --frames"};
    }
    std::signal(SIGPIPE, SIG_IGN);  // an ffmpeg that ends early is reported by write()
    return std::unique_ptr<FrameSink>(new VideoPipe(child, ends[1], file));
  }
  ~VideoPipe() override {
    if (input_ >= 0) ::close(input_);
    if (child_ > 0) ::waitpid(child_, nullptr, 0);
  }

  Status write(uint64_t, std::span<const uint8_t> rgba) override {
    while (!rgba.empty()) {
      const ssize_t written = ::write(input_, rgba.data(), rgba.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0)
        return Error{ErrorCode::kIo, file_ + ": ffmpeg ended before the last frame; its messages are above"};
      rgba = rgba.subspan(static_cast<size_t>(written));
    }
    return Done{};
  }

  Status finish() override {
    ::close(input_);
    input_ = -1;
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return Done{};
    return Error{ErrorCode::kIo, file_ + ": ffmpeg could not write it; its messages are above"};
  }

 private:
  VideoPipe(pid_t child, int input, std::string file) : child_(child), input_(input), file_(std::move(file)) {}
  pid_t child_;
  int input_;
  std::string file_;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> open_frame_sink(const RenderOptions& options) {
  std::error_code ignored;
  if (!options.video.empty()) {
    if (fs::exists(options.video, ignored)) {
      return Error{ErrorCode::kInvalidArgument, options.video.string() + " already exists: give another name"};
    }
    if (options.size.w % 2 != 0 || options.size.h % 2 != 0) {
      return Error{ErrorCode::kInvalidArgument, "--size: a video needs an even width and height"};
    }
    return VideoPipe::open(options);
  }
  std::error_code failure;
  fs::create_directories(options.frames, failure);
  if (failure) return Error{ErrorCode::kIo, options.frames.string() + ": " + failure.message()};
  if (!fs::is_empty(options.frames, failure) || failure) {
    return Error{ErrorCode::kInvalidArgument, options.frames.string() + " is not empty: give a new folder"};
  }
  return std::unique_ptr<FrameSink>(std::make_unique<PictureFolder>(options.frames, options.size));
}

}  // namespace gridwall::program

#include <chrono>

#include "app/command_line.h"

int main(int argc, char** argv) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return kebao::app::RunCommandLine(
      argc, argv,
      kebao::Instant{std::chrono::duration_cast<std::chrono::microseconds>(now).count()});
}

// Writes the input of the import measurements: demo_bulk FOLDER [conversations] [messages per
// conversation].

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

#include "demo/bulk.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: demo_bulk FOLDER [CONVERSATIONS] [MESSAGES]\n");
    return 2;
  }
  kebao::demo::BulkOptions options;
  if (argc > 2) options.conversations = std::atoll(argv[2]);
  if (argc > 3) options.messages_per_conversation = std::atoi(argv[3]);
  const auto start = std::chrono::steady_clock::now();
  if (!kebao::demo::WriteBulkCsv(options, argv[1])) return 1;
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  fmt::print("{} conversations, {} messages: {:.2f} s\n", options.conversations,
             options.conversations * options.messages_per_conversation, seconds.count());
  return 0;
}

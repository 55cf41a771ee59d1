// How long the generator takes, and what it makes: demo_generate [conversations] [seed]. The sink
// only counts and hashes.

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <string>

#include "base/hash.h"
#include "demo/generate.h"

namespace {

class CountingSink : public kebao::domain::CanonicalSink {
 public:
  void Accept(const kebao::domain::CanonicalEvent& event) override {
    ++kinds[kebao::domain::NameOf(event.kind)];
    text_bytes += static_cast<int64_t>(event.text.size());
    if (is_sampling && !event.text.empty() && ++texts % 20000 == 0)
      fmt::print("  {} {}: {}\n", event.id, kebao::domain::NameOf(event.kind), event.text);
  }
  void Accept(const kebao::domain::CanonicalRecord& record) override {
    ++entities[kebao::domain::SchemaOf(record.entity).name];
  }
  void Accept(const kebao::domain::RejectedRow&) override {}

  std::map<std::string_view, int64_t> kinds, entities;
  int64_t text_bytes = 0, texts = 0;
  bool is_sampling = false;
};

}  // namespace

int main(int argc, char** argv) {
  using namespace kebao;
  demo::DemoOptions options;
  if (argc > 1) options.conversations = std::atoll(argv[1]);
  if (argc > 2) options.seed = std::strtoull(argv[2], nullptr, 10);
  const auto catalog = demo::LoadDemoCatalog(KEBAO_SOURCE_DIR "/catalog/demo");
  if (!catalog) {
    fmt::print(stderr, "{} at {}\n", catalog.error().code, catalog.error().place);
    return 1;
  }
  CountingSink sink;
  sink.is_sampling = argc > 3;
  const auto start = std::chrono::steady_clock::now();
  const auto story = demo::Generate(*catalog, options, sink);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (!story) return 1;
  for (const auto& [name, count] : sink.kinds) fmt::print("{:20} {:>12}\n", name, count);
  for (const auto& [name, count] : sink.entities) fmt::print("{:20} {:>12}\n", name, count);
  fmt::print("{} conversations, {} events, {} records, {} MB text: {:.2f} s\n",
             story->conversations, story->events, story->records, sink.text_bytes / 1'000'000,
             seconds.count());
  return 0;
}

#include "ingest/map/mapping_test_support.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "ingest/map/mapping_catalog.h"

namespace kebao::ingest {
namespace {

struct FieldPrinter {
  std::string operator()(std::monostate) const { return "(empty)"; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(int64_t whole) const { return fmt::format("{}", whole); }
  std::string operator()(double real) const { return fmt::format("{}", real); }
  std::string operator()(bool flag) const { return flag ? "true" : "false"; }
  std::string operator()(Instant at) const { return FormatInstantUtc(at); }
  std::string operator()(LocalDay day) const { return FormatDay(day); }
};

Mapping MustParse(std::string_view yaml) {
  Result<Mapping> mapping = ParseMapping(yaml, "test.yaml");
  if (!mapping) throw std::runtime_error(mapping.error().code + " at " + mapping.error().place);
  return std::move(*mapping);
}

Mapper MustCompile(const Mapping& mapping, const FileShape& shape, const MapperOptions& options) {
  Result<Mapper> mapper = Mapper::Compile(mapping, shape, options);
  if (!mapper) throw std::runtime_error(mapper.error().code + " at " + mapper.error().place);
  return std::move(*mapper);
}

FileShape FlatShape(std::vector<std::string> columns) {
  FileShape shape;
  shape.columns = std::move(columns);
  return shape;
}

std::string MustRecognise(const MappingCatalog& catalog, const std::filesystem::path& file) {
  const auto recognised = RecogniseFile(catalog, file);
  if (!recognised) throw std::runtime_error(recognised.error().code + " " + file.string());
  if (recognised->ranking.empty()) throw std::runtime_error("not recognised: " + file.string());
  return recognised->ranking.front().mapping->name;
}

void ReadThrough(const std::filesystem::path& file, const Mapping& mapping, Mapper& mapper,
                 CollectingSink* sink) {
  auto source = OpenFile(file, mapping.read);
  ASSERT_TRUE(source.has_value()) << source.error().code << " " << source.error().place;
  while (const RawRecord* record = (*source)->Next()) {
    for (const RawFault& fault : (*source)->faults()) {
      if (sink != nullptr) mapper.MapFault(fault, *sink);
    }
    sink != nullptr ? mapper.Map(*record, *sink) : mapper.Observe(*record);
  }
  for (const RawFault& fault : (*source)->faults()) {
    if (sink != nullptr) mapper.MapFault(fault, *sink);
  }
}

}  // namespace

std::string FieldText(const domain::CanonicalRecord& record, std::string_view field) {
  const int index = domain::FieldIndex(record.entity, field);
  if (index < 0) return "(no such field)";
  for (const auto& [at, value] : record.fields) {
    if (at == index) return std::visit(FieldPrinter{}, value);
  }
  return "(absent)";
}

std::string Describe(const domain::CanonicalEvent& event) {
  std::string line = fmt::format("{} {} {}", FormatInstantUtc(event.at), event.conversation_id,
                                 domain::NameOf(event.kind));
  const auto add = [&](const char* name, std::string_view text) {
    if (!text.empty()) line += fmt::format(" {}={}", name, text);
  };
  if (event.actor != domain::ActorKind::kNone)
    line += fmt::format(" by {}", domain::NameOf(event.actor));
  add("agent", event.agent_id);
  add("team", event.team_id);
  add("customer", event.customer_id);
  if (event.value) line += fmt::format(" value={}", *event.value);
  add("subject", event.subject);
  add("text", event.text);
  add("id", event.id);
  if (!event.is_observed) line += " implied";
  return line;
}

std::vector<std::string> DescribeAll(const CollectingSink& sink) {
  std::vector<std::string> lines;
  for (const auto& event : sink.events) lines.push_back(Describe(event));
  return lines;
}

int64_t RowsOf(const MappingQuality& quality, std::string_view code, std::string_view column) {
  int64_t rows = 0;
  for (const auto& count : quality.counts) {
    if (count.code == code && (column.empty() || count.column == column)) rows += count.rows;
  }
  return rows;
}

FlatFile::FlatFile(std::string_view mapping_yaml, std::vector<std::string> columns,
                   MapperOptions options)
    : mapping_(MustParse(mapping_yaml)),
      mapper_(MustCompile(mapping_, FlatShape(std::move(columns)), options)) {}

void FlatFile::Row(const std::vector<std::string>& cells) {
  const std::vector<std::string_view> fields(cells.begin(), cells.end());
  RawRecord record;
  record.row = ++row_;
  record.fields = fields;
  if (!cells.empty()) record.original = cells.front();
  mapper_.Map(record, sink);
}

std::filesystem::path ShippedMappings() {
  return std::filesystem::path(KEBAO_SOURCE_DIR) / "catalog" / "mappings";
}

std::filesystem::path SharedFile(const std::string& path) {
  const char* given = std::getenv("KEBAO_SHARED");
  const std::filesystem::path beside =
      std::filesystem::path(KEBAO_SOURCE_DIR).parent_path() / "shared";
  for (const std::filesystem::path& root : {std::filesystem::path(given != nullptr ? given : ""),
                                            beside, std::filesystem::path("/work/shared")}) {
    if (!root.empty() && std::filesystem::exists(root / path)) return root / path;
  }
  const char* ci = std::getenv("CI");
  if (ci != nullptr && std::string_view(ci) == "true")
    throw std::runtime_error("missing test material: " + path);
  return {};
}

MappedFile MapWholeFile(const std::filesystem::path& file, const std::string& mapping_name,
                        const std::map<std::string, std::string>& parameters) {
  const std::filesystem::path folders[] = {ShippedMappings()};
  auto catalog = MappingCatalog::Load(folders);
  if (!catalog) throw std::runtime_error(catalog.error().code + " at " + catalog.error().place);
  MappedFile mapped;
  mapped.mapping = mapping_name.empty() ? MustRecognise(*catalog, file) : mapping_name;
  const Mapping* mapping = catalog->Find(mapped.mapping);
  if (mapping == nullptr) throw std::runtime_error("no mapping " + mapped.mapping);
  auto source = OpenFile(file, mapping->read);
  if (!source) throw std::runtime_error(source.error().code + " at " + source.error().place);
  MapperOptions options;
  options.zone = TimeZone::Find("Asia/Shanghai").value();
  options.parameters = parameters;
  options.file_name = file.filename().string();
  Mapper mapper = MustCompile(*mapping, (*source)->shape(), options);
  if (mapper.needs_first_pass()) ReadThrough(file, *mapping, mapper, nullptr);
  ReadThrough(file, *mapping, mapper, &mapped.sink);
  mapped.quality = mapper.Finish();
  mapped.unmapped_columns = mapper.UnmappedColumns();
  return mapped;
}

}  // namespace kebao::ingest

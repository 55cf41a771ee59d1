#include "app/import_protocol.h"

#include <nlohmann/json.hpp>

namespace kebao::app {
namespace {

using nlohmann::json;

json ToJson(const Problem& problem) {
  return {{"kind", "problem"},
          {"code", problem.code},
          {"place", problem.place},
          {"arguments", problem.arguments}};
}

struct Encoder {
  json operator()(const ImportProgress& m) const {
    return {{"kind", "progress"}, {"rows", m.rows}, {"bytes", m.bytes}, {"total", m.total_bytes}};
  }
  json operator()(const ImportRecognised& m) const {
    return {{"kind", "recognised"}, {"mapping", m.mapping}, {"hash", m.mapping_hash},
            {"source", m.source},   {"zone", m.zone},       {"header", m.header}};
  }
  json operator()(const ImportDone&) const { return {{"kind", "done"}}; }
  json operator()(const DryRunText& m) const { return {{"kind", "text"}, {"text", m.text}}; }
  json operator()(const Problem& m) const { return ToJson(m); }
  json operator()(const WorkerFailed& m) const {
    return {{"kind", "failed"}, {"code", m.code}, {"detail", m.detail}};
  }
};

std::string Dump(const json& value) {
  return value.dump(-1, ' ', false,
                    json::error_handler_t::replace);  // foreign text may not be valid UTF-8
}

ImportMessage FromJson(const json& m) {
  const std::string kind = m.at("kind");
  if (kind == "progress") return ImportProgress{m.at("rows"), m.at("bytes"), m.at("total")};
  if (kind == "recognised")
    return ImportRecognised{m.at("mapping"), m.at("hash"), m.at("source"), m.at("zone"),
                            m.at("header")};
  if (kind == "done") return ImportDone{};
  if (kind == "text") return DryRunText{m.at("text")};
  if (kind == "problem") return Problem{m.at("code"), m.at("place"), m.at("arguments")};
  return WorkerFailed{m.at("code"), m.at("detail")};
}

}  // namespace

std::string Encode(const ImportRequest& r) {
  std::vector<std::string> folders;
  for (const auto& folder : r.mapping_folders) folders.push_back(folder.string());
  return Dump({{"file", r.file.string()},
               {"source", r.source},
               {"mapping_file", r.mapping_file.string()},
               {"zone", r.zone},
               {"folder_zone", r.folder_zone},
               {"parameters", r.parameters},
               {"mapping_folders", folders},
               {"staged_file", r.staged_file.string()},
               {"now", r.now.micros},
               {"dry_run", r.is_dry_run},
               {"language", r.language}});
}

std::string Encode(const ImportMessage& message) { return Dump(std::visit(Encoder{}, message)); }

ImportRequest DecodeRequest(const std::string& line) try {
  const json r = json::parse(line);
  ImportRequest request;
  request.file = r.at("file").get<std::string>();
  request.source = r.at("source");
  request.mapping_file = r.at("mapping_file").get<std::string>();
  request.zone = r.at("zone");
  request.folder_zone = r.at("folder_zone");
  request.parameters = r.at("parameters");
  for (const auto& folder : r.at("mapping_folders"))
    request.mapping_folders.emplace_back(folder.get<std::string>());
  request.staged_file = r.at("staged_file").get<std::string>();
  request.now = Instant{r.at("now")};
  request.is_dry_run = r.at("dry_run");
  request.language = r.at("language");
  return request;
} catch (const json::exception& error) {
  throw WorldFailure("import.worker", error.what());
}

ImportMessage DecodeMessage(const std::string& line) try {
  return FromJson(json::parse(line));
} catch (const json::exception& error) {
  throw WorldFailure("import.worker", error.what());
}

}  // namespace kebao::app

#pragma once

#include <memory>

#include "app/commands/commands.h"
#include "app/session.h"
#include "engine/engine.h"
#include "metrics/metric_service.h"
#include "metrics/query.h"

namespace kebao::app {

/// An opened folder of which figures are asked: the context with its names resolved, and the
/// service that answers. Commands check their options before they make one.
class MetricSession {
 public:
  /// Opens the folder. Problems: those of Session::Open and ResolveNames.
  static Result<std::unique_ptr<MetricSession>> Open(const CommandContext& command, Setup setup,
                                                     metrics::QueryContext asked);
  MetricSession(const MetricSession&) = delete;
  MetricSession& operator=(const MetricSession&) = delete;

  Session& session() { return *session_; }
  const Session& session() const { return *session_; }
  const metrics::QueryContext& context() const { return context_; }
  const engine::Directory& directory() const { return directory_; }
  const metrics::MetricCatalog& catalog() const { return service_.catalog(); }
  const metrics::MetricService& service() const { return service_; }

 private:
  MetricSession(std::unique_ptr<Session> session, metrics::QueryContext context);

  std::unique_ptr<Session> session_;
  metrics::QueryContext context_;
  engine::Directory directory_;
  metrics::MetricService service_;
};

}  // namespace kebao::app

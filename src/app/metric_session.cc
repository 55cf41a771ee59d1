#include "app/metric_session.h"

#include "app/name_checks.h"
#include "metrics/answer/recorded_facts.h"

namespace kebao::app {

MetricSession::MetricSession(std::unique_ptr<Session> session, metrics::QueryContext context)
    : session_(std::move(session)),
      context_(std::move(context)),
      directory_(session_->warehouse().directory()),
      service_(session_->warehouse().engine(), directory_, *session_->definitions().metrics,
               session_->warehouse().Setting(metrics::kRecordedFactsSetting).value_or("")) {
  context_.data_version = session_->warehouse().data_version();
}

Result<std::unique_ptr<MetricSession>> MetricSession::Open(const CommandContext& command,
                                                           Setup setup,
                                                           metrics::QueryContext asked) {
  KEBAO_TRY(auto session, command.Open(std::move(setup)));
  command.WarnOfWrongDefinitions(session->definitions());
  auto made =
      std::unique_ptr<MetricSession>(new MetricSession(std::move(session), std::move(asked)));
  KEBAO_TRY_VOID(ResolveNames(made->directory_, made->catalog(), &made->context_));
  return made;
}

}  // namespace kebao::app

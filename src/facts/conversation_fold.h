#pragma once

#include <cstdint>
#include <memory>

#include "base/problem.h"
#include "domain/timing_catalog.h"
#include "engine/chunk.h"
#include "facts/conversation_events.h"
#include "facts/fold_inputs.h"

namespace kebao::facts {

/// Rows of the facts that come from events, in the column order of
/// domain::FactCatalog(catalog.Columns()).
struct FactBatches {
  engine::ColumnBatch conversation;
  engine::ColumnBatch reply;
  engine::ColumnBatch participation;
  engine::ColumnBatch feedback;
  engine::ColumnBatch reopening;
  engine::ColumnBatch flow;
  void Clear();
};

/// Events → facts, one conversation at a time: a pure function of a conversation's log rows, the
/// timings and the inputs, whatever the order of the rows. How each column follows from the events:
/// docs/timings.md. Allocates nothing per conversation after warm-up. Not thread-safe; several
/// folds may run beside one another.
class ConversationFold {
 public:
  /// Problem "timing.too_many_patterns".
  static Result<ConversationFold> Create(const domain::TimingCatalog& catalog, FoldInputs inputs);
  ConversationFold(ConversationFold&&) noexcept;
  ConversationFold& operator=(ConversationFold&&) noexcept;
  ~ConversationFold();

  /// Derives the conversation's rows. A conversation with neither a conversation row nor any event
  /// but ratings and surveys gives feedback rows only.
  void Add(const ConversationView& conversation);
  /// Everything added since the batches were cleared. Add may go on afterwards.
  FactBatches& Finish();
  /// The same, changing places with `batches`, which are empty: cleared ones of an earlier call, or
  /// new ones. Others may look at them while Add goes on.
  void FinishInto(FactBatches* batches);

 private:
  struct Impl;
  explicit ConversationFold(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kebao::facts

#pragma once

namespace kebao::analysis::risk {

/// What warnings are ranked by. All three are told with it (docs/risk.md).
struct RiskScore {
  double probability = 0;  // 0 … 1
  /// How bad it is then, 0 … 1: of two shares Cohen's h, of two amounts |ln| of their ratio.
  double size = 0;
  double contacts = 0;  // that it is about
  double value() const { return probability * size * contacts; }
};

}  // namespace kebao::analysis::risk

#pragma once

#include <optional>
#include <vector>

#include "analysis/difference.h"
#include "analysis/people/workforce.h"

namespace kebao::analysis::people {

/// A person's figure against what everybody has on the same work.
struct Adjusted {
  bool is_sound = true;  // false: numbers that nothing can be made of; all else is empty
  double n = 0;
  /// Σ n·(1 − own share of the stratum): what others do as well counts in full, what nobody else
  /// does not at all. Nothing can be said of a person by work that only he does.
  double comparable_n = 0;
  std::optional<double> raw;  // amount ÷ n
  double observed = 0;        // amount
  double expected = 0;        // Σ n·(the reference's rate of the stratum)
  /// observed ÷ expected with its interval; where the workforce is relative the mean over the cases
  /// of how many times what was to be expected. Nullopt where nothing was expected.
  std::optional<Estimate> ratio;
  /// On work that others do as well: own figure less theirs.
  Difference difference;
  /// Two-sided, of no difference: by the interval, or as if there were none, by everybody's
  /// variance (means) or the exact one of the binomial or Poisson distribution (shares, counts);
  /// the larger.
  double p = 1;
  /// The reference's figure + difference, within what the scale allows. Nullopt: not comparable.
  std::optional<Estimate> figure;
  double effective_n = 0;  // independent cases (or exposure) that the own figure is worth
  double variance = 0;     // of the own figure; kMean only
};

struct CaseMix {
  std::optional<double> whole;   // the reference's figure, unadjusted; nullopt: no cases
  std::vector<Adjusted> people;  // in the order of the workforce
};

/// Indirect standardisation over the strata. With n a person's cases of a stratum, w his share of
/// it, r his rate and R the others':
///   difference = Σ n·(1 − w)·(r − R) ÷ Σ n·(1 − w), after Mantel and Haenszel; of those within the
///   reference its numerator is observed − expected.
/// Its interval: MOVER (analysis/difference.h) of the own and the others' weighted rates, by
/// Wilson's interval (shares) and the score interval of Poisson counts at the effective sample
/// n² ÷ Σ of squared weights (Kish 1965), and Student's (means), whose variance is the person's
/// residual variance with everybody's, by stratum, mixed in as 30 cases.
/// Sources: Mantel and Haenszel, J. Natl. Cancer Inst. 22, 1959; Greenland and Robins, Biometrics
/// 41, 1985 (the difference and its weights); Breslow and Day, IARC 82, 1987 (indirect
/// standardisation).
/// Where the workforce is relative all of that is done with every stratum scaled to the mean of the
/// whole; n, raw, observed and expected stay as they were.
/// `outside`: by person, true for those who are no part of the reference that all are set against;
/// empty: everybody is.
CaseMix AdjustForCaseMix(const Workforce& workforce, const std::vector<bool>& outside = {});

}  // namespace kebao::analysis::people

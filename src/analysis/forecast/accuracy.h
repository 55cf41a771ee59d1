#pragma once

#include "analysis/forecast/history.h"

namespace kebao::analysis::forecast {

/// Measures of forecasting error as the M4 competition defined them (Makridakis, Spiliotis and
/// Assimakopoulos, International Journal of Forecasting 36, 2020). `actual` and `forecast` of one
/// length, not empty; values that are NaN in either are left out.

/// Symmetric mean absolute percentage error, in percent: mean of 200·|a − f| / (|a| + |f|); 0 where
/// both are 0.
double Smape(View actual, View forecast);

/// Mean absolute error ÷ NaiveScale of the history. Infinite where the scale is 0 and the error
/// not.
double Mase(View actual, View forecast, double naive_scale);

/// Mean |y(t) − y(t − season)| within the history; 0 where it is no longer than the season.
double NaiveScale(View history, int season);

/// Overall weighted average: the mean of both measures relative to those of Naive2.
double Owa(double smape, double mase, double naive2_smape, double naive2_mase);

}  // namespace kebao::analysis::forecast

# MASE of R's seasonal naive, Theta, damped trend and ETS on the series of ../shared/data/forecast-series, at rolling
# origins: writes forecast_reference.csv, which forecast_bench compares Kebao with.
#   Rscript bench/forecast_reference.R DATA_FOLDER OUTPUT.csv       (Debian: r-cran-forecast 8.20)
# horizon, step: of each forecast, and between the ten origins; the last one ends with the series. scale: the season
# whose naive steps MASE divides by. Where a series has two seasons, each method gets the one that serves it better.
suppressMessages(library(forecast))
arguments <- commandArgs(trailingOnly = TRUE)

tasks <- read.csv(text = "
series,column,seasons,scale,horizon,step
a10_monthly,value,12,12,12,12
auscafe_monthly,value,12,12,12,12
usmelec_monthly,value,12,12,12,12
gasoline_weekly,value,52,52,13,13
melb_walkers_daily,count,7,7,28,28
otexts_views_daily,pageviews,7,7,28,28
taylor_halfhourly,demand_mw,48 336,48,336,96
elecdemand_halfhourly,Demand,48 336,48,336,1344")
methods <- list(
  snaive = function(y, h) snaive(y, h)$mean,
  theta = function(y, h) thetaf(y, h)$mean,
  damped = function(y, h) holt(y, h, damped = TRUE)$mean,
  ets = function(y, h) suppressWarnings(forecast(ets(y), h)$mean))

mase <- function(train, test, forecast, season)
  mean(abs(test - as.numeric(forecast))) / mean(abs(diff(train, season)))

rows <- list()
for (i in seq_len(nrow(tasks))) {
  task <- tasks[i, ]
  file <- file.path(arguments[1], paste0(task$series, ".csv.gz"))
  values <- read.csv(gzfile(file))[[task$column]]
  seasons <- as.integer(strsplit(as.character(task$seasons), " ")[[1]])
  for (back in 9:0) {
    origin <- length(values) - task$horizon - back * task$step
    train <- values[1:origin]
    test <- values[origin + seq_len(task$horizon)]
    scores <- sapply(methods, function(method) sapply(seasons, function(season)
      mase(train, test, method(ts(train, frequency = season), task$horizon), task$scale)))
    scores <- matrix(scores, nrow = length(seasons))
    for (s in seq_along(seasons)) rows[[length(rows) + 1]] <-
      data.frame(task[c("series", "scale", "horizon")], season = seasons[s], origin = origin,
                 t(setNames(round(scores[s, ], 6), names(methods))))
  }
  message(task$series)
}
all <- do.call(rbind, rows)
# Per series and method the season with the smaller mean error.
best <- list()
for (series in unique(all$series)) {
  part <- all[all$series == series, ]
  result <- part[part$season == part$season[1], c("series", "scale", "horizon", "origin")]
  for (method in names(methods)) {
    means <- tapply(part[[method]], part$season, mean)
    result[[method]] <- part[part$season == as.integer(names(which.min(means))), method]
  }
  best[[series]] <- result
}
write.csv(do.call(rbind, best), arguments[2], row.names = FALSE, quote = FALSE)

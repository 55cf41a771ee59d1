#include <algorithm>

#include "render/sample_builder.h"

namespace kebao::render {

using document::Chart;
using document::ConditionalFormat;
using document::Figure;
using document::NumberFormat;
using document::Table;
using document::Tone;

Table SampleBuilder::AgentTable() {
  Table table;
  table.id = "agents";
  table.title = T("客服工作量与质量", "Workload and quality by agent");
  table.columns = {
      {"agent", T("客服", "Agent"), {}, ""},
      {"team", T("团队", "Team"), {}, ""},
      {"customers_served", T("接待人数", "Customers served"), NumberFormat::kInteger,
       T("有至少一次人工回复或接听的不同客户数",
         "Distinct customers with at least one human reply or accepted call")},
      {"conversations", T("会话数", "Conversations"), NumberFormat::kInteger, ""},
      {"messages", T("消息数", "Messages"), NumberFormat::kInteger, ""},
      {"first_response_seconds_mean", T("首次响应（平均）", "First response (mean)"),
       NumberFormat::kDuration,
       T("第一条客户消息到之后第一条人工公开回复",
         "First customer message to the first later public human message")},
      {"first_response_seconds_p90", T("首次响应（P90）", "First response (p90)"),
       NumberFormat::kDuration, ""},
      {"resolution_rate", T("解决率", "Resolution rate"), NumberFormat::kPercent1, ""},
      {"transfer_rate", T("转接率", "Transfer rate"), NumberFormat::kPercent1, ""},
      {"csat_rate", T("满意度", "CSAT"), NumberFormat::kPercent1,
       T("4–5 分 ÷ 有评价", "4–5 ÷ rated")},
      {"csat_n", T("评价数 n", "Ratings n"), NumberFormat::kInteger, ""},
      {"csat_mean", T("平均分", "Mean score"), NumberFormat::kDecimal2, ""},
      {"csat_change", T("满意度变化", "CSAT change"), NumberFormat::kPercentPoints1, ""},
      {"cost", T("成本（元）", "Cost (CNY)"), NumberFormat::kMoney, ""}};
  for (int i = 0; i < options_.agents; ++i) {
    const int conversations = numbers_.NextInt(120, 1100);
    const int ratings = numbers_.NextInt(3, 320);
    Figure csat = Share(numbers_.Next(0.72, 0.99));
    if (ratings < 30) csat.tone = Tone::kMuted;
    csat.is_partial = i % 5 == 2;
    if (csat.is_partial) csat.text += "†";
    csat.n = ratings;
    Figure resolution = Share(numbers_.Next(0.75, 0.97));
    resolution.is_complete = i % 7 != 3;
    const double change = numbers_.Next(-0.06, 0.06);
    Figure points =
        MakeFigure(change, fmt::format("{:+.1f} pp", change * 100), NumberFormat::kPercentPoints1);
    points.tone = change > 0 ? Tone::kGood : Tone::kBad;
    const double cost = numbers_.NextInt(200000, 1900000);
    const bool is_recorded = i % 9 != 4;
    table.rows.push_back(
        {AgentName(i),
         i % 2 == 0 ? T("售前一组", "Presales 1") : T("售后技术组", "After-sales tech"),
         Count(conversations - numbers_.NextInt(5, 60)), Count(conversations),
         Count(conversations * numbers_.NextInt(8, 15)), Seconds(numbers_.Next(20, 260)),
         Seconds(numbers_.Next(300, 4900)), resolution, Share(numbers_.Next(0.02, 0.3)), csat,
         Count(ratings),
         is_recorded ? MakeFigure(4.31, "4.31", NumberFormat::kDecimal2)
                     : MakeMissing(T("未记录", "not recorded"), NumberFormat::kDecimal2),
         points, MakeFigure(cost, fmt::format("{:.2f}", cost / 100), NumberFormat::kMoney)});
  }
  if (options_.agents > 0) {
    table.total = {T("合计", "Total"),
                   std::string(),
                   Count(12876),
                   Count(15342),
                   Count(171220),
                   Seconds(96.4),
                   Seconds(2210),
                   Share(0.8731),
                   Share(0.1042),
                   Share(0.9127),
                   Count(4210),
                   MakeFigure(4.42, "4.42", NumberFormat::kDecimal2),
                   MakeFigure(0.004, "+0.4 pp", NumberFormat::kPercentPoints1),
                   MakeFigure(18273645, "182736.45", NumberFormat::kMoney)};
  }
  table.formats = {
      {"customers_served", ConditionalFormat::Kind::kDataBar, true, {}},
      {"csat_rate", ConditionalFormat::Kind::kColorScale, true, {}},
      {"first_response_seconds_mean", ConditionalFormat::Kind::kColorScale, false, {}},
      {"resolution_rate", ConditionalFormat::Kind::kThreshold, true, 0.85},
      {"first_response_seconds_p90", ConditionalFormat::Kind::kThreshold, false, 3600}};
  table.note = T("n < 30 的满意度以灰色显示。合计按全部会话重新计算，不是各行之和。",
                 "CSAT with n < 30 is shown in grey. Totals are evaluated anew over all "
                 "conversations, never summed.");
  return table;
}

Chart SampleBuilder::AgentChart() {
  Chart chart;
  chart.id = "agents-conversations";
  chart.kind = Chart::Kind::kHorizontalBar;
  chart.title = T("各客服会话数", "Conversations by agent");
  chart.category_title = T("客服", "Agent");
  document::Series series{
      T("会话数", "Conversations"), NumberFormat::kInteger, {}, {}, {}, "current"};
  for (int i = 0; i < options_.agents; ++i) {
    chart.categories.push_back(AgentName(i));
    const int value = 1100 - i * 1000 / std::max(1, options_.agents);
    series.values.emplace_back(value);
    series.texts.push_back(std::to_string(value));
  }
  chart.series = {series};
  chart.summary = T("王芳的会话数最多。", "Agent 1 had the most conversations.");
  return chart;
}

}  // namespace kebao::render

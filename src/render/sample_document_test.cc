#include "render/sample_document.h"

#include <cmath>

#include "render/sample_builder.h"

namespace kebao::render {

using document::Cell;
using document::Chart;
using document::ConditionalFormat;
using document::Figure;
using document::NumberFormat;
using document::Table;
using document::Tone;

Figure SampleBuilder::Seconds(double value) const {
  const auto whole = static_cast<int64_t>(value);
  const std::string text = is_zh_ ? fmt::format("{} 分 {:02d} 秒", whole / 60, whole % 60)
                                  : fmt::format("{}m {:02d}s", whole / 60, whole % 60);
  return MakeFigure(value, text, NumberFormat::kDuration);
}

Figure SampleBuilder::ChangeOf(double value, Tone tone) const {
  Figure figure = MakeFigure(value, fmt::format("{:+.1f}%", value * 100), NumberFormat::kPercent1);
  figure.tone = tone;
  return figure;
}

std::string SampleBuilder::AgentName(int index) const {
  static constexpr const char* kFamily[] = {"王", "李", "张", "刘", "陈",
                                            "杨", "赵", "黄", "周", "吴"};
  static constexpr const char* kGiven[] = {"芳", "伟", "敏", "静",   "丽华",
                                           "强", "磊", "洋", "艳梅", "志强"};
  std::string name = fmt::format("{}{}{}", kFamily[index % 10], kGiven[index / 10 % 10],
                                 index >= 100 ? fmt::format("{}", index) : "");
  if (options_.has_long_names && index % 5 == 1) {
    name +=
        "（华东区域售后服务中心·二线技术支持组·夜班轮值组长，兼质检）Alexandrina Featherstonehaugh";
  }
  return name;
}

document::Kpi SampleBuilder::MakeKpi(const char* zh, const char* en, Figure value, double change,
                                     Tone tone) {
  return {T(zh, en), std::move(value), ChangeOf(change, tone), T("环比", "vs previous month"), ""};
}

document::Section SampleBuilder::Overview() {
  document::Section section{"overview", T("总体情况", "Overview"), {}};
  if (options_.agents == 0) {
    document::KpiRow kpis;
    kpis.items.push_back({T("接待人数", "Customers served"),
                          MakeMissing("–", NumberFormat::kInteger), std::nullopt, "", ""});
    kpis.items.push_back({T("满意度", "CSAT"),
                          MakeMissing(T("未记录", "not recorded"), NumberFormat::kPercent1),
                          std::nullopt, "", ""});
    section.blocks = {
        kpis,
        document::Paragraph{T("本期没有会话。", "No conversations in this period."), Tone::kMuted}};
    return section;
  }
  document::KpiRow kpis;
  kpis.items = {MakeKpi("接待人数", "Customers served", Count(12876), 0.052, Tone::kGood),
                MakeKpi("会话数", "Conversations", Count(15342), 0.031, Tone::kNeutral),
                MakeKpi("首次响应时长（中位数）", "First response time (median)", Seconds(74),
                        -0.118, Tone::kGood),
                MakeKpi("解决率", "Resolution rate", Share(0.8731), -0.012, Tone::kBad),
                MakeKpi("满意度", "CSAT", Share(0.9127), 0.004, Tone::kGood),
                MakeKpi("转接率", "Transfer rate", Share(0.1042), 0.021, Tone::kBad),
                MakeKpi("平均处理时长", "Handle time (mean)", Seconds(753), 0.0, Tone::kNeutral)};
  kpis.items[4].note = T("n = 4,210，参评率 27.4%，95% 区间 90.4%–92.1%",
                         "n = 4,210, participation 27.4%, 95% interval 90.4%–92.1%");
  kpis.items[5].change =
      MakeFigure(0.021, T("+2.1 百分点", "+2.1 pp"), NumberFormat::kPercentPoints1);
  kpis.items[5].change->tone = Tone::kBad;
  kpis.items[3].value.is_complete = false;
  kpis.items[6].change = MakeFigure(-95, T("-1 分 35 秒", "-1m 35s"), NumberFormat::kDuration);
  section.blocks = {
      kpis,
      document::Paragraph{
          T("本月共接待 12,876 位客户，比上月多 5.2%；首次响应明显变快（中位数 1 分 14 秒，缩短 "
            "11.8%），"
            "但转接率上升 2.1 个百分点，主要来自退款类问题。",
            "12,876 customers were served this month, 5.2% more than last month. First responses "
            "became faster (median 1m 14s, down 11.8%), but the transfer rate rose by 2.1 "
            "percentage points, mostly through refund issues."),
          Tone::kNeutral},
      document::Paragraph{
          T("解决率低于目标 90%。", "The resolution rate is below the target of 90%."),
          Tone::kBad}};
  return section;
}

document::Section SampleBuilder::Agents() {
  return {"agents", T("客服个人", "Agents"), {AgentChart(), AgentTable()}};
}

document::Section SampleBuilder::Trend() {
  document::Section section{"trend", T("每日趋势", "Daily trend"), {}};
  Chart chart;
  chart.id = "trend-days";
  chart.title = T("每日会话数", "Conversations per day");
  chart.category_title = T("日期", "Day");
  chart.summary =
      T("周末约为工作日的一半。", "Weekends have about half the volume of working days.");
  document::Series now{T("本月", "This month"), NumberFormat::kInteger, {}, {}, {}, "current"};
  document::Series before{
      T("上月", "Previous month"), NumberFormat::kInteger, {}, {}, {}, "previous"};
  document::Series wait{
      T("首次响应（中位数）", "First response (median)"), NumberFormat::kDuration, {}, {}, {}, ""};
  Table table;
  table.id = "trend";
  table.title = T("每日数据", "Figures per day");
  table.columns = {{"day", T("日期", "Day"), {}, ""},
                   {"conversations", T("会话数", "Conversations"), NumberFormat::kInteger, ""},
                   {"previous", T("上月同日", "Previous month"), NumberFormat::kInteger, ""},
                   {"first_response", T("首次响应（中位数）", "First response (median)"),
                    NumberFormat::kDuration, ""}};
  const int days = options_.agents == 0 ? 0 : 31;
  for (int day = 1; day <= days; ++day) {
    const std::string label = fmt::format("2016-03-{:02d}", day);
    const bool is_weekend = day % 7 == 5 || day % 7 == 6;
    const double value = std::round(numbers_.Next(480, 620) * (is_weekend ? 0.5 : 1));
    const double seconds = numbers_.Next(50, 130);
    chart.categories.push_back(label.substr(5));
    now.values.emplace_back(value);
    now.incomplete.push_back(day >= 29);
    before.values.push_back(day > 29 ? std::nullopt
                                     : std::optional(std::round(numbers_.Next(450, 600))));
    wait.values.push_back(day == 12 ? std::nullopt : std::optional(seconds));
    Figure figure = Count(value);
    figure.is_complete = day < 29;
    table.rows.push_back(
        {label, figure,
         before.values.back() ? Count(*before.values.back())
                              : MakeMissing("–", NumberFormat::kInteger),
         day == 12 ? MakeMissing("–", NumberFormat::kDuration) : Seconds(seconds)});
  }
  chart.series = {now, before, wait};
  section.blocks = {document::Heading{2, T("走势", "Course")}, chart,
                    document::Heading{2, T("明细", "Details")}, table};
  return section;
}

document::Section SampleBuilder::Load() {
  Chart chart;
  chart.id = "load-hours";
  chart.kind = Chart::Kind::kHeatMap;
  chart.title = T("小时 × 星期的会话数", "Conversations by hour and weekday");
  chart.category_title = T("星期", "Weekday");
  chart.summary = T("工作日 10 点和 15 点最忙。", "Working days are busiest at 10 and 15 o'clock.");
  document::Series series{T("会话数", "Conversations"), NumberFormat::kInteger, {}, {}, {}, ""};
  for (int hour = 0; hour < 24; ++hour) chart.categories.push_back(fmt::format("{:02d}", hour));
  for (int day = 0; day < 7; ++day) {
    static constexpr const char* kZh[] = {"周一", "周二", "周三", "周四", "周五", "周六", "周日"};
    static constexpr const char* kEn[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    chart.rows.push_back(T(kZh[day], kEn[day]));
    for (int hour = 0; hour < 24; ++hour) {
      const double peak = std::exp(-std::pow((hour - 10) / 3.0, 2)) +
                          0.8 * std::exp(-std::pow((hour - 15) / 3.0, 2));
      const double value = std::round(peak * (day < 5 ? 90 : 35) + numbers_.Next(0, 5));
      series.values.push_back(options_.agents == 0 ? std::nullopt : std::optional(value));
      series.texts.push_back(options_.agents == 0 ? "–" : fmt::format("{:.0f}", value));
    }
  }
  chart.series = {series};
  return {"load", T("时段负荷", "Load"), {chart}};
}

document::Section SampleBuilder::Channels() {
  document::Section section{"channels", T("渠道与问题类型", "Channels and issue types"), {}};
  const auto make = [&](const char* id, std::string title, std::vector<std::string> labels) {
    Table table;
    table.id = id;
    table.title = std::move(title);
    table.columns = {{"name", table.title, {}, ""},
                     {"conversations", T("会话数", "Conversations"), NumberFormat::kInteger, ""},
                     {"share", T("占比", "Share"), NumberFormat::kPercent1, ""},
                     {"first_response", T("首次响应（中位数）", "First response (median)"),
                      NumberFormat::kDuration, ""}};
    Chart chart;
    chart.id = std::string(id) + "-share";
    chart.kind = Chart::Kind::kBar;
    chart.title = table.title;
    chart.category_title = table.title;
    document::Series series{T("会话数", "Conversations"), NumberFormat::kInteger, {}, {}, {}, ""};
    for (const std::string& label : labels) {
      const double value = numbers_.NextInt(300, 6000);
      table.rows.push_back(
          {label, Count(value), Share(value / 15342), Seconds(numbers_.Next(20, 4000))});
      chart.categories.push_back(label);
      series.values.emplace_back(value);
    }
    table.formats = {{"share", ConditionalFormat::Kind::kDataBar, true, {}}};
    chart.series = {series};
    section.blocks.emplace_back(document::Heading{2, table.title});
    section.blocks.emplace_back(chart);
    section.blocks.emplace_back(table);
  };
  if (options_.agents == 0) return section;
  make("channels", T("渠道", "Channel"),
       {T("在线聊天", "Chat"), T("电话", "Phone"), T("邮件", "E-mail"), T("微信", "WeChat")});
  make("issues", T("问题类型", "Issue type"),
       {T("退款", "Refund"), T("物流", "Delivery"), T("账号", "Account"), T("发票", "Invoice"),
        T("功能咨询", "How-to")});
  return section;
}

document::Section SampleBuilder::Quality() {
  Table table;
  table.id = "quality";
  table.title = T("导入情况", "Imports");
  table.columns = {{"file", T("文件", "File"), {}, ""},
                   {"rows_read", T("读取行数", "Rows read"), NumberFormat::kInteger, ""},
                   {"rejected", T("拒绝行数", "Rejected"), NumberFormat::kInteger, ""},
                   {"reason", T("主要原因", "Main reason"), {}, ""}};
  table.rows = {{std::string("incidents-2016.csv"), Count(141712), Count(0), std::string("–")},
                {std::string("=cmd|'/C calc'!A0"), Count(2410), Count(17),
                 T("时间不可能：解决早于打开", "impossible time: resolved before opened")}};
  return {
      "quality",
      T("数据质量", "Data quality"),
      {document::Paragraph{T("下表列出本报告用到的导入。", "The imports that this report uses."),
                           Tone::kNeutral},
       table}};
}

document::Section SampleBuilder::Definitions() {
  document::DefinitionList list;
  list.items = {
      {"conversations", T("会话数", "Conversations"),
       T("计数（会话），不含垃圾与已合并", "count(conversations) without spam and merged"),
       T("以开始时间计入周期。", "Counted by the time at which they were opened.")},
      {"first_response_seconds_median", T("首次响应时长（中位数）", "First response time (median)"),
       T("中位数（首次人工公开回复 − 首条客户消息）",
         "median(first public human reply − first customer message)"),
       T("事件：客户消息、人工消息；归属：发送者；时钟：会话开始；单位：秒；越小越好；客服发起的会"
         "话不计；未回复的会话没有数值并另行计数；"
         "分位数按 Hyndman–Fan 第 7 类线性插值，与 Excel 的 PERCENTILE.INC 相同。",
         "Events: customer message, human message; credit: sender; clock: opened; unit: seconds; "
         "lower is better; "
         "conversations begun by an agent are left out; unanswered ones have no value and are "
         "counted beside; "
         "quantiles interpolate linearly (Hyndman–Fan type 7, Excel's PERCENTILE.INC).")},
      {"csat_rate", T("满意度", "CSAT"), T("4–5 分 ÷ 有评价", "4–5 ÷ rated"),
       T("时钟：评价时间。", "Clock: rated.")}};
  return {"definitions", T("指标口径", "Definitions"), {list}};
}

document::Document SampleBuilder::Build() {
  document::Document document;
  document.template_id = "agent-work";
  document.title = T("客服工作报告", "Customer service work report");
  document.subtitle = T("示例商城 · 2016 年 3 月（与 2016 年 2 月比较）",
                        "Sample Shop · March 2016 (compared with February 2016)");
  document.language = options_.language;
  document.period_id = "2016-03";
  document.properties = {
      {T("统计口径", "Definitions"), "kebao"},
      {T("时区", "Time zone"), "Asia/Shanghai"},
      {T("数据截至", "Data up to"), "2016-04-01 00:00"},
      {T("生成时间", "Made at"), "2016-04-01 08:00"},
      {T("数据来源", "Sources"), T("在线客服系统、呼叫中心", "chat system, call centre")}};
  document.sections = {Overview(), Agents(), Trend(), Load(), Channels(), Quality(), Definitions()};
  document.data_version = "17";
  document.catalog_version = "9f3c";
  document.report_time = "2016-04-01T00:00:00Z";
  document.time_zone = "Asia/Shanghai";
  return document;
}

Figure MakeFigure(double raw, std::string text, NumberFormat format) {
  Figure figure;
  figure.raw = raw;
  figure.text = std::move(text);
  figure.format = format;
  return figure;
}

Figure MakeMissing(std::string text, NumberFormat format) {
  Figure figure;
  figure.text = std::move(text);
  figure.format = format;
  return figure;
}

document::Document SampleDocument(const SampleOptions& options) {
  return SampleBuilder(options).Build();
}

}  // namespace kebao::render

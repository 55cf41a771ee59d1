// The made-up report of sample_document.h. Its figures are arithmetic on indices: only their look
// matters.
#include "render/html/sample_document.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace kebao::render::html {
namespace {

using namespace document;

class SampleBuilder {
 public:
  explicit SampleBuilder(const SampleOptions& options)
      : options_(options), is_chinese_(options.language == "zh-CN") {}

  Document Build() {
    Document document;
    document.template_id = "agent-work";
    document.language = options_.language;
    document.title = Say("客服工作报告", "Customer service work report");
    document.subtitle = Say("云杉家居 · 2016 年 3 月 · 与 2 月比较",
                            "Spruce Home · March 2016 · compared with February");
    document.period_id = "2016-03";
    document.properties = {{Say("口径", "Definitions"), "Kebao"},
                           {Say("时区", "Time zone"), "Asia/Shanghai"},
                           {Say("数据截至", "Data until"), "2016-03-31 23:58"},
                           {Say("生成时间", "Made at"), "2016-04-01 09:00"}};
    document.data_version = "184";
    document.catalog_version = "5f1c09aa";
    document.report_time = "2016-04-01T01:00:00Z";
    document.time_zone = "Asia/Shanghai";
    document.sections = {Overview(), Trend(),   Load(),       Agents(),
                         Channels(), Quality(), Definitions()};
    return document;
  }

 private:
  std::string Say(std::string chinese, std::string english) const {
    return is_chinese_ ? std::move(chinese) : std::move(english);
  }

  static double Wave(int i, int seed) { return std::sin(i * 1.7 + seed * 2.3) * 0.5 + 0.5; }

  std::string DurationText(double seconds) const {
    const auto whole = static_cast<int>(std::lround(seconds));
    if (whole < 60) return fmt::format("{}{}", whole, Say(" 秒", "s"));
    if (whole < 3600)
      return fmt::format("{}{}{:02}{}", whole / 60, Say(" 分 ", "m "), whole % 60, Say(" 秒", "s"));
    return fmt::format("{}{}{:02}{}", whole / 3600, Say(" 小时 ", "h "), whole % 3600 / 60,
                       Say(" 分", "m"));
  }

  std::string TextOf(double raw, NumberFormat format) const {
    switch (format) {
      case NumberFormat::kPercent1:
        return fmt::format("{:.1f}%", raw * 100);
      case NumberFormat::kPercentPoints1:
        return fmt::format("{:+.1f}{}", raw * 100, Say(" 百分点", " pp"));
      case NumberFormat::kDuration:
        return DurationText(raw);
      case NumberFormat::kDecimal1:
        return fmt::format("{:.1f}", raw);
      case NumberFormat::kDecimal2:
        return fmt::format("{:.2f}", raw);
      default:
        break;
    }
    const auto whole = static_cast<int64_t>(std::llround(raw));
    return whole < 1000 ? fmt::format("{}", whole)
                        : fmt::format("{},{:03}", whole / 1000, whole % 1000);
  }

  Figure Make(double raw, NumberFormat format, const std::string& metric = {}) const {
    Figure figure;
    figure.format = format;
    figure.provenance = {metric, "kebao", "period=2016-03"};
    figure.text = Say("未记录", "not recorded");
    if (!options_.has_data) return figure;
    figure.raw = raw;
    figure.text = TextOf(raw, format);
    return figure;
  }

  Figure WithInterval(Figure figure, int64_t n) const {
    figure.n = n;
    if (!figure.raw) return figure;
    figure.low = *figure.raw * 0.96;
    figure.high = *figure.raw * 1.03;
    if (n < 30) figure.tone = Tone::kMuted;
    return figure;
  }

  Kpi Tile(std::string label, Figure value, double change, Tone tone, NumberFormat format) const {
    Kpi kpi{std::move(label), std::move(value), std::nullopt, Say("环比", "vs previous"), ""};
    if (!options_.has_data) return kpi;
    Figure figure;
    figure.raw = change;
    figure.format = format;
    figure.tone = tone;
    figure.text = format == NumberFormat::kPercentPoints1 ? TextOf(change, format)
                                                          : fmt::format("{:+.1f}%", change * 100);
    kpi.change = figure;
    return kpi;
  }

  KpiRow Tiles() const {
    using enum NumberFormat;
    return {
        {Tile(Say("会话数", "Conversations"), Make(12846, kInteger, "conversations"), 0.083,
              Tone::kNeutral, kPercent1),
         Tile(Say("接待人数", "Customers served"), Make(9312, kInteger, "customers_served"), 0.061,
              Tone::kNeutral, kPercent1),
         Tile(Say("首次响应（中位数）", "First response (median)"),
              Make(47, kDuration, "first_response_seconds_median"), -0.124, Tone::kGood, kPercent1),
         Tile(Say("解决时长（平均）", "Resolution time (mean)"),
              Make(15132, kDuration, "resolution_seconds_mean"), 0.052, Tone::kBad, kPercent1),
         Tile(Say("解决率", "Resolution rate"),
              WithInterval(Make(0.913, kPercent1, "resolution_rate"), 12846), 0.012, Tone::kGood,
              kPercentPoints1),
         Tile(Say("满意度", "CSAT"), WithInterval(Make(0.934, kPercent1, "csat_rate"), 3120),
              -0.006, Tone::kBad, kPercentPoints1),
         Tile(Say("转接率", "Transfer rate"), Make(0.072, kPercent1, "transfer_rate"), 0.0,
              Tone::kNeutral, kPercentPoints1),
         Tile(Say("期末积压", "Backlog"), Incomplete(Make(318, kInteger, "backlog")), -0.09,
              Tone::kGood, kPercent1)}};
  }

  static Figure Incomplete(Figure figure) {
    figure.is_complete = false;
    return figure;
  }

  Section Overview() const {
    Section section{"overview", Say("概览", "Overview"), {}};
    section.blocks.push_back(Tiles());
    section.blocks.push_back(
        Paragraph{Say("本月共接待 9,312 位客户，会话数比上月多 8.3%，主要来自 3 月 8 日与 15 "
                      "日两次活动。首次响应的中位数由 54 秒降到 47 "
                      "秒，而解决时长变长：退换货类问题多出 23%，这类问题平均要用 6 小时 40 分。",
                      "9,312 customers were served this month and conversations rose by 8.3%, most "
                      "of it on the two campaign "
                      "days. The median first response fell from 54 to 47 seconds, while "
                      "resolution took longer: returns rose "
                      "by 23%, and they take 6h 40m on average."),
                  Tone::kNeutral});
    return section;
  }

  Series MakeSeries(std::string name, NumberFormat format, int count, double base, double swing,
                    int seed, std::string role) const {
    Series series;
    series.name = std::move(name);
    series.format = format;
    series.role = std::move(role);
    for (int i = 0; i < count; ++i) {
      const bool is_known = options_.has_data && !(seed == 1 && i == 12);
      const double value = base + swing * Wave(i, seed) + (i % 7 < 5 ? swing * 0.6 : 0);
      const double rounded = format == NumberFormat::kInteger ? std::round(value) : value;
      series.values.push_back(is_known ? std::optional(rounded) : std::nullopt);
      series.texts.push_back(is_known ? TextOf(rounded, format) : "–");
    }
    return series;
  }

  Chart DayTrend() const {
    Chart chart;
    chart.id = "conversations-by-day";
    chart.title = Say("每日会话数", "Conversations by day");
    chart.category_title = Say("日期", "Day");
    chart.summary =
        Say("工作日约 450 个会话，周末约 300 个；3 月 15 日最多。",
            "About 450 conversations on working days and 300 at weekends; the most on 15 March.");
    for (int day = 1; day <= 31; ++day) chart.categories.push_back(fmt::format("03-{:02}", day));
    chart.series = {
        MakeSeries(Say("本月", "This month"), NumberFormat::kInteger, 31, 280, 160, 0, "current"),
        MakeSeries(Say("上月", "Previous month"), NumberFormat::kInteger, 31, 260, 140, 3,
                   "previous")};
    chart.series[0].incomplete.assign(31, false);
    chart.series[0].incomplete[29] = chart.series[0].incomplete[30] = true;
    return chart;
  }

  Chart ResponseTrend() const {
    Chart chart = DayTrend();
    chart.id = "first-response-by-day";
    chart.title = Say("每日首次响应时长", "First response by day");
    chart.summary = Say(
        "中位数稳定在一分钟上下，九成会话在四分钟内得到首次响应。",
        "The median stays near one minute; nine in ten conversations are answered within four.");
    chart.series = {
        MakeSeries(Say("中位数", "Median"), NumberFormat::kDuration, 31, 35, 25, 1, "current"),
        MakeSeries(Say("九成位数", "90th percentile"), NumberFormat::kDuration, 31, 150, 90, 2, ""),
        MakeSeries(Say("上月中位数", "Median, previous month"), NumberFormat::kDuration, 31, 45, 25,
                   4, "previous")};
    chart.up_is_good = false;
    return chart;
  }

  Section Trend() const { return {"trend", Say("趋势", "Trend"), {DayTrend(), ResponseTrend()}}; }

  Section Load() const {
    Chart chart;
    chart.id = "load";
    chart.kind = Chart::Kind::kHeatMap;
    chart.title = Say("每小时会话数", "Conversations by hour and weekday");
    chart.category_title = Say("星期", "Weekday");
    chart.summary =
        Say("工作日 10 点和 15 点最忙，周三 15 点平均 86 个会话。",
            "Busiest at 10 and 15 o'clock on working days; Wednesday 15:00 sees 86 conversations.");
    for (int hour = 0; hour < 24; ++hour) chart.categories.push_back(fmt::format("{:02}", hour));
    const std::vector<std::string> weekdays =
        is_chinese_
            ? std::vector<std::string>{"周一", "周二", "周三", "周四", "周五", "周六", "周日"}
            : std::vector<std::string>{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    chart.rows = weekdays;
    Series series{Say("会话数", "Conversations"), NumberFormat::kInteger, {}, {}, {}, "current"};
    for (int row = 0; row < 7; ++row)
      for (int hour = 0; hour < 24; ++hour) {
        const double bell =
            std::exp(-std::pow((hour - 10) / 2.5, 2)) + std::exp(-std::pow((hour - 15.5) / 3.0, 2));
        const double value =
            std::round(bell * (row < 5 ? 80 : 42) * (0.8 + 0.2 * Wave(row * 24 + hour, 5)));
        const bool is_known = options_.has_data && !(hour < 7 && row == 6);
        series.values.push_back(is_known ? std::optional(value) : std::nullopt);
        series.texts.push_back(is_known ? TextOf(value, NumberFormat::kInteger) : "–");
      }
    chart.series = {series};
    return {"load", Say("负荷", "Load"), {chart}};
  }

  std::string AgentName(int i) const {
    static const std::vector<std::string> kFamily = {"王", "李", "张", "刘", "陈",
                                                     "杨", "赵", "黄", "周", "吴"};
    static const std::vector<std::string> kGiven = {"晓燕", "建国", "梓涵", "静",   "一诺",
                                                    "宇航", "秀英", "欣怡", "浩然", "婷"};
    static const std::vector<std::string> kEnglish = {
        "Alice Ward", "Ben Osei",  "Chen Li",     "Dana Fox",   "Erik Holm",
        "Farah Aziz", "Grace Kim", "Hugo Brandt", "Ines Costa", "Jun Sato"};
    if (options_.has_long_names && i % 3 == 0)
      return Say("欧阳阿卜杜拉提·买买提明（夜班组兼质检复核与新人带教）",
                 "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh (night shift)");
    const size_t at = static_cast<size_t>(i);
    const std::string base =
        is_chinese_ ? kFamily[at % 10] + kGiven[(at / 10 + at) % 10] : kEnglish[at % 10];
    return at < 100 ? base : fmt::format("{} {}", base, i);
  }

  struct Metric {
    const char* id;
    const char* chinese;
    const char* english;
    NumberFormat format;
    double base;
    double swing;
  };

  static const std::vector<Metric>& Metrics() {
    using enum NumberFormat;
    static const std::vector<Metric> kMetrics = {
        {"conversations", "会话数", "Conversations", kInteger, 240, 900},
        {"customers_served", "接待人数", "Customers served", kInteger, 200, 700},
        {"messages", "消息数", "Messages", kInteger, 3200, 9000},
        {"first_response_seconds_mean", "首次响应（平均）", "First response (mean)", kDuration, 30,
         90},
        {"first_response_seconds_median", "首次响应（中位数）", "First response (median)",
         kDuration, 20, 60},
        {"first_response_seconds_p90", "首次响应（九成位）", "First response (p90)", kDuration, 90,
         300},
        {"reply_seconds_mean", "平均响应", "Reply time (mean)", kDuration, 40, 90},
        {"handle_seconds_mean", "处理时长", "Handle time", kDuration, 420, 600},
        {"resolution_seconds_mean", "解决时长", "Resolution time", kDuration, 7200, 18000},
        {"resolution_rate", "解决率", "Resolution rate", kPercent1, 0.82, 0.16},
        {"fcr_rate", "首次解决率", "FCR", kPercent1, 0.6, 0.3},
        {"transfer_rate", "转接率", "Transfer rate", kPercent1, 0.02, 0.1},
        {"reopen_rate", "重开率", "Reopen rate", kPercent1, 0.01, 0.05},
        {"csat_rate", "满意度", "CSAT", kPercent1, 0.86, 0.13},
        {"csat_mean", "平均评分", "Mean rating", kDecimal2, 4.1, 0.8},
        {"service_level", "服务水平", "Service level", kPercent1, 0.7, 0.28}};
    return kMetrics;
  }

  std::vector<Cell> AgentRow(int agent) const {
    std::vector<Cell> row = {AgentName(agent)};
    int seed = 0;
    for (const Metric& metric : Metrics()) {
      const double value = metric.base + metric.swing * Wave(agent, ++seed);
      Figure figure = Make(value, metric.format, metric.id);
      if (metric.format == NumberFormat::kPercent1)
        figure = WithInterval(figure, agent % 9 == 4 ? 17 : 300 + agent);
      row.push_back(agent % 11 == 7 && seed == 11 ? Figure{std::nullopt, "–"} : figure);
    }
    return row;
  }

  Table AgentTable() const {
    Table table;
    table.id = "agents";
    table.title = Say("客服明细", "Agents");
    table.note = Say("灰色：样本少于 30。", "Grey: fewer than 30 samples.");
    table.columns = {{"agent", Say("客服", "Agent"), std::nullopt, ""}};
    for (const Metric& metric : Metrics())
      table.columns.push_back({metric.id, Say(metric.chinese, metric.english), metric.format, ""});
    if (!options_.has_data) return table;
    for (int i = 0; i < options_.agents; ++i) table.rows.push_back(AgentRow(i));
    table.total = AgentRow(3);
    (*table.total)[0] = Say("合计", "Total");
    using Kind = ConditionalFormat::Kind;
    table.formats = {{"conversations", Kind::kDataBar, true, std::nullopt},
                     {"first_response_seconds_mean", Kind::kColorScale, false, std::nullopt},
                     {"resolution_rate", Kind::kColorScale, true, std::nullopt},
                     {"csat_rate", Kind::kThreshold, true, 0.9}};
    return table;
  }

  Chart AgentChart() const {
    Chart chart;
    chart.id = "agents-by-conversations";
    chart.kind = Chart::Kind::kHorizontalBar;
    chart.title = Say("各客服会话数", "Conversations by agent");
    chart.category_title = Say("客服", "Agent");
    Series series{Say("会话数", "Conversations"), NumberFormat::kInteger, {}, {}, {}, "current"};
    for (int i = 0; i < options_.agents; ++i) {
      chart.categories.push_back(AgentName(i));
      const double value = std::round(240 + 900 * Wave(i, 1));
      series.values.push_back(options_.has_data ? std::optional(value) : std::nullopt);
      series.texts.push_back(options_.has_data ? TextOf(value, NumberFormat::kInteger) : "–");
    }
    chart.series = {series};
    return chart;
  }

  Section Agents() const { return {"agents", Say("客服", "Agents"), {AgentTable(), AgentChart()}}; }

  Chart ByChannel(const std::string& id, Chart::Kind kind, std::string title, NumberFormat format,
                  double base, double swing) const {
    Chart chart;
    chart.id = id;
    chart.kind = kind;
    chart.title = std::move(title);
    chart.category_title = Say("渠道", "Channel");
    chart.categories =
        is_chinese_ ? std::vector<std::string>{"网页在线", "微信", "电话", "邮件", "应用内"}
                    : std::vector<std::string>{"Web chat", "WeChat", "Phone", "E-mail", "In app"};
    chart.series = {
        MakeSeries(Say("本月", "This month"), format, 5, base, swing, 6, "current"),
        MakeSeries(Say("上月", "Previous month"), format, 5, base, swing, 7, "previous")};
    return chart;
  }

  Section Channels() const {
    Chart change = ByChannel("change", Chart::Kind::kHorizontalBar,
                             Say("解决率的变化", "Change of the resolution rate"),
                             NumberFormat::kPercentPoints1, -0.04, 0.05);
    change.series.pop_back();
    change.up_is_good = true;
    return {
        "channels",
        Say("渠道", "Channels"),
        {ByChannel("channels", Chart::Kind::kBar, Say("各渠道会话数", "Conversations by channel"),
                   NumberFormat::kInteger, 900, 2600),
         ByChannel("channel-csat", Chart::Kind::kBar, Say("各渠道满意度", "CSAT by channel"),
                   NumberFormat::kPercent1, 0.82, 0.1),
         Heading{2, Say("与上月比较", "Against the previous month")}, change}};
  }

  Section Quality() const {
    Table table;
    table.id = "imports";
    table.title = Say("导入", "Imports");
    table.columns = {{"file", Say("文件", "File"), std::nullopt, ""},
                     {"read", Say("读入行", "Rows read"), NumberFormat::kInteger, ""},
                     {"rejected", Say("拒绝行", "Rows rejected"), NumberFormat::kInteger, ""},
                     {"reason", Say("主要原因", "Main reason"), std::nullopt, ""}};
    table.rows = {
        {std::string("tickets-2016-03.csv"), Make(12912, NumberFormat::kInteger),
         Make(66, NumberFormat::kInteger), Say("结束时间早于开始时间", "ends before it starts")},
        {std::string("csat-2016-03.xlsx"), Make(3120, NumberFormat::kInteger),
         Make(0, NumberFormat::kInteger), std::string()}};
    return {"quality",
            Say("数据质量", "Data quality"),
            {Paragraph{Say("99.5% 的记录可用；被拒绝的 66 行可导出后修改再导入。",
                           "99.5% of the records are usable; the 66 rejected rows can be exported, "
                           "mended and imported again."),
                       Tone::kNeutral},
             table}};
  }

  Section Definitions() const {
    DefinitionList list;
    list.items = {
        {"resolution_rate", Say("解决率", "Resolution rate"),
         Say("本期开始并在报告时间前解决的会话 ÷ 本期开始的会话",
             "opened in the period and resolved by report time ÷ opened in the period"),
         Say("归属：最后处理的客服。时间：开始时间。越高越好。",
             "Credit: last agent. Clock: opened at. Up is good.")},
        {"csat_rate", Say("满意度", "CSAT"),
         Say("4–5 分的评价 ÷ 全部评价", "ratings of 4–5 ÷ ratings"),
         Say("归属：被评价的客服，否则最后回复者。时间：评价时间。区间为 Wilson 95%。",
             "Credit: the rated agent, else the last replier. Clock: rated at. Wilson 95% "
             "interval.")},
        {"first_response_seconds_median", Say("首次响应（中位数）", "First response (median)"),
         Say("客户第一条消息 → 其后第一条人工公开消息",
             "first customer message → first later public human message"),
         Say("客服先开口的会话不计入；未响应的另行计数。",
             "Conversations started by an agent are excluded; unanswered ones are counted "
             "beside.")}};
    return {"definitions", Say("口径", "Definitions"), {list}};
  }

  SampleOptions options_;
  bool is_chinese_;
};

}  // namespace

document::Document SampleDocument(const SampleOptions& options) {
  return SampleBuilder(options).Build();
}

}  // namespace kebao::render::html

// xlsx_detail_bench [rows] [rounds] [ROWS.tsv]: XlsxDetailWriter against libxlsxwriter (constant
// memory) writing the same cells, ten columns of Chinese text, numbers and times. Each run is a
// process of its own, so that its peak memory is its own; the order alternates. Prints seconds
// (wall, processor), peak memory and file size, and the ratio of the medians.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "render/xlsx/detail_writer.h"
#include "render/xlsx/xlsx_renderer.h"

namespace {

namespace fs = std::filesystem;
using kebao::LocalTime;

constexpr std::array<const char*, 8> kQuestions = {
    "您好，我的订单显示已签收，但是我没有收到货，请帮忙核实一下。",
    "退款什么时候能到账？已经三天了。",
    "How do I change the delivery address of my order?",
    "发票抬头填错了，可以重新开吗？",
    "页面一直转圈，提示“网络异常 <500>”，换了浏览器也不行。",
    "谢谢，问题已经解决 & 满意",
    "双11 的优惠券为什么不能叠加使用？",
    "请转人工"};
constexpr std::array<const char*, 6> kAgents = {"王芳", "李伟", "张敏", "欧阳志强", "陈静", "刘洋"};
constexpr std::array<const char*, 4> kChannels = {"在线聊天", "电话", "邮件", "微信"};

struct DetailRow {
  char id[24];
  const char* agent;
  const char* channel;
  int64_t opened_micros;
  int64_t messages;
  double score;
  double amount;
  int64_t first_response_seconds;
  int64_t duration_seconds;
  const char* question;
};

DetailRow MakeRow(uint64_t index) {
  const uint64_t mixed = (index + 1) * 0x9e3779b97f4a7c15ULL;
  DetailRow row = {};
  *fmt::format_to_n(row.id, sizeof row.id - 1, "CV-{:010d}", 1'000'000'000 + index).out = '\0';
  row.agent = kAgents[mixed >> 60 & 3];
  row.channel = kChannels[mixed >> 50 & 3];
  row.opened_micros =
      1'456'761'600'000'000 + static_cast<int64_t>(mixed >> 30 & 0x3fffff) * 1'000'000;
  row.messages = static_cast<int64_t>(mixed >> 20 & 31);
  row.score = static_cast<double>(mixed >> 12 & 0xff) / 51.0;
  row.amount = static_cast<double>(mixed >> 24 & 0xfffff) / 100.0;
  row.first_response_seconds = static_cast<int64_t>(mixed >> 33 & 0x3ff);
  row.duration_seconds = static_cast<int64_t>(mixed >> 40 & 0x3fff);
  row.question = kQuestions[mixed >> 57 & 7];
  return row;
}

const std::vector<std::string>& Titles() {
  static const std::vector<std::string> kTitles = {"会话编号", "客服", "渠道", "开始时间",
                                                   "消息数",   "评分", "金额", "首次响应",
                                                   "会话时长", "问题"};
  return kTitles;
}

void WriteOurs(const fs::path& out, uint64_t rows) {
  const auto texts = kebao::render::LoadXlsxTexts(fs::path(KEBAO_SOURCE_DIR) / "catalog", "zh-CN");
  kebao::render::XlsxDetailWriter writer(out, "明细", Titles(), texts.value());
  std::vector<kebao::render::DetailCell> cells(Titles().size());
  for (uint64_t i = 0; i < rows; ++i) {
    const DetailRow row = MakeRow(i);
    cells[0] = std::string_view(row.id);
    cells[1] = std::string_view(row.agent);
    cells[2] = std::string_view(row.channel);
    cells[3] = LocalTime{row.opened_micros};
    cells[4] = row.messages;
    cells[5] = row.score;
    cells[6] = row.amount;
    cells[7] = kebao::render::DetailSeconds{row.first_response_seconds};
    cells[8] = kebao::render::DetailSeconds{row.duration_seconds};
    cells[9] = std::string_view(row.question);
    writer.AddRow(cells);
  }
  writer.Finish();
}

lxw_format* Pattern(lxw_workbook* book, const char* pattern) {
  lxw_format* format = workbook_add_format(book);
  format_set_num_format(format, pattern);
  return format;
}

void WriteLibrary(const fs::path& out, uint64_t rows) {
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(out.c_str(), &options);
  lxw_worksheet* sheet = workbook_add_worksheet(book, "明细");
  lxw_format* time = Pattern(book, "yyyy-mm-dd hh:mm:ss");
  lxw_format* integer = Pattern(book, "0");
  lxw_format* seconds = Pattern(book, "[h]:mm:ss");
  for (lxw_col_t c = 0; c < 10; ++c)
    worksheet_write_string(sheet, 0, c, Titles()[c].c_str(), nullptr);
  for (uint64_t i = 0; i < rows; ++i) {
    const DetailRow row = MakeRow(i);
    const auto r = static_cast<lxw_row_t>(i + 1);
    worksheet_write_string(sheet, r, 0, row.id, nullptr);
    worksheet_write_string(sheet, r, 1, row.agent, nullptr);
    worksheet_write_string(sheet, r, 2, row.channel, nullptr);
    worksheet_write_number(sheet, r, 3, 25'569 + static_cast<double>(row.opened_micros) / 86'400e6,
                           time);
    worksheet_write_number(sheet, r, 4, static_cast<double>(row.messages), integer);
    worksheet_write_number(sheet, r, 5, row.score, nullptr);
    worksheet_write_number(sheet, r, 6, row.amount, nullptr);
    worksheet_write_number(sheet, r, 7, static_cast<double>(row.first_response_seconds) / 86'400,
                           seconds);
    worksheet_write_number(sheet, r, 8, static_cast<double>(row.duration_seconds) / 86'400,
                           seconds);
    worksheet_write_string(sheet, r, 9, row.question, nullptr);
  }
  if (workbook_close(book) != LXW_NO_ERROR) std::exit(1);
}

/// The cells for bench/xlsx_rivals.py, numbers as Excel counts them.
void WriteRows(const fs::path& out, uint64_t rows) {
  std::ofstream file(out, std::ios::binary);
  file << fmt::format("{}\n", fmt::join(Titles(), "\t"));
  for (uint64_t i = 0; i < rows; ++i) {
    const DetailRow row = MakeRow(i);
    file << fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", row.id, row.agent, row.channel,
                        25'569 + static_cast<double>(row.opened_micros) / 86'400e6, row.messages,
                        row.score, row.amount,
                        static_cast<double>(row.first_response_seconds) / 86'400,
                        static_cast<double>(row.duration_seconds) / 86'400, row.question);
  }
}

struct Measure {
  double wall = 0;
  double processor = 0;
  double peak_mib = 0;
  double file_mib = 0;
};

double SecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Measure Run(const fs::path& out, const std::function<void()>& write) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    write();
    ::_exit(0);
  }
  int status = 0;
  rusage usage = {};
  ::wait4(child, &status, 0, &usage);
  if (status != 0) std::exit(1);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  const double file_mib = static_cast<double>(fs::file_size(out)) / (1 << 20);
  return {wall.count(), SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024, file_mib};
}

void Print(const char* name, const Measure& measure) {
  fmt::print("{:14} {:7.2f} s wall {:7.2f} s cpu {:7.1f} MiB peak {:7.1f} MiB file\n", name,
             measure.wall, measure.processor, measure.peak_mib, measure.file_mib);
}

double MedianOf(const std::vector<Measure>& runs, double Measure::*field) {
  std::vector<double> values;
  for (const Measure& run : runs) values.push_back(run.*field);
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
  const uint64_t rows = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
  const int rounds = count > 2 ? std::atoi(arguments[2]) : 3;
  if (count > 3) WriteRows(arguments[3], rows);
  const fs::path out =
      fs::temp_directory_path() / ("xlsx_detail_bench_" + std::to_string(::getpid()) + ".xlsx");
  std::vector<Measure> ours;
  std::vector<Measure> library;
  for (int round = 0; round < rounds; ++round) {
    for (const bool is_ours : {round % 2 == 0, round % 2 != 0}) {
      const Measure run =
          Run(out, [&] { is_ours ? WriteOurs(out, rows) : WriteLibrary(out, rows); });
      Print(is_ours ? "ours" : "libxlsxwriter", run);
      (is_ours ? ours : library).push_back(run);
    }
  }
  fs::remove(out);
  fmt::print("rows {}: speed = {:.2f} × libxlsxwriter (wall), {:.2f} × (cpu); peak {:.1f} MiB\n",
             rows, MedianOf(library, &Measure::wall) / MedianOf(ours, &Measure::wall),
             MedianOf(library, &Measure::processor) / MedianOf(ours, &Measure::processor),
             MedianOf(ours, &Measure::peak_mib));
  return 0;
}

#include "metrics/fold/row_machine.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/problem.h"

namespace kebao::metrics {
namespace {

using Op = RowStep::Op;
using engine::ColumnView;
using engine::ValueType;

/// Bytes 0 and 1 → bits, eight at a time.
__attribute__((target_clones("avx2", "default"))) void Pack(const uint8_t* bytes, size_t words,
                                                            uint64_t* bits) {
  for (size_t word = 0; word < words; ++word) {
    uint64_t packed = 0;
    for (size_t part = 0; part < 8; ++part) {
      uint64_t eight;
      std::memcpy(&eight, bytes + word * 64 + part * 8, 8);
      packed |= ((eight * 0x0102040810204080u) >> 56) << (part * 8);
    }
    bits[word] = packed;
  }
}

template <class Test>
void TestEach(const double* a, size_t rows, uint8_t* bytes, Test test) {
  for (size_t row = 0; row < rows; ++row) bytes[row] = test(a[row]) ? 1 : 0;
}

/// Calls visit with the comparison as a function of two numbers, so that each has a loop of its
/// own.
template <class Visit>
void WithComparison(Operator op, Visit visit) {
  switch (op) {
    case Operator::kEqual:
      return visit([](double a, double b) { return a == b; });
    case Operator::kNotEqual:
      return visit([](double a, double b) { return a != b; });
    case Operator::kLess:
      return visit([](double a, double b) { return a < b; });
    case Operator::kLessEqual:
      return visit([](double a, double b) { return a <= b; });
    case Operator::kGreater:
      return visit([](double a, double b) { return a > b; });
    case Operator::kGreaterEqual:
      return visit([](double a, double b) { return a >= b; });
    default:
      KEBAO_ASSERT(false);
  }
}

template <class T>
void Convert(const void* data, size_t rows, double* to) {
  const T* from = static_cast<const T*>(data);
  for (size_t row = 0; row < rows; ++row) to[row] = static_cast<double>(from[row]);
}

double WholeSeconds(double later, double earlier) {
  return std::floor((later - earlier) / static_cast<double>(kMicrosPerSecond));
}

}  // namespace

RowMachine::RowMachine(const RowProgram& program)
    : program_(program), results_(program.steps().size()), validity_(program.outputs().size()) {}

const engine::ChunkView& RowMachine::Run(const engine::ChunkView& chunk, size_t first) {
  chunk_ = &chunk;
  first_ = first;
  words_ = (chunk.rows + 63) / 64;
  bytes_.resize(words_ * 64);
  ones_.resize(chunk.rows, 1);
  for (size_t step = 0; step < results_.size(); ++step)
    RunStep(program_.steps()[step], &results_[step]);
  inputs_.rows = chunk.rows;
  inputs_.columns.resize(program_.outputs().size());
  for (size_t index = 0; index < inputs_.columns.size(); ++index)
    inputs_.columns[index] = InputOf(program_.outputs()[index], index);
  return inputs_;
}

void RowMachine::RunStep(const RowStep& step, Result* to) {
  to->is_known.resize(words_);
  if (step.op >= Op::kNumberColumn) {
    to->numbers.resize(words_ * 64);
    return RunNumberStep(step, to);
  }
  to->is_true.resize(words_);
  RunFlagStep(step, to);
}

void RowMachine::RunFlagStep(const RowStep& step, Result* to) {
  const Result* a = step.a < 0 ? nullptr : &results_[static_cast<size_t>(step.a)];
  const Result* b = step.b < 0 ? nullptr : &results_[static_cast<size_t>(step.b)];
  const auto each = [&](auto is_true, auto is_known) {
    for (size_t word = 0; word < words_; ++word) {
      to->is_true[word] = is_true(word);
      to->is_known[word] = is_known(word);
    }
  };
  const auto all = [](size_t) { return ~uint64_t{0}; };
  const auto known_a = [&](size_t word) { return a->is_known[word]; };
  const auto is_false = [](const Result* flag, size_t word) {
    return flag->is_known[word] & ~flag->is_true[word];
  };
  switch (step.op) {
    case Op::kFlagColumn:
      return ReadFlags(ColumnAt(step.column), to);
    case Op::kFlag:
      return each([&](size_t) { return step.is_true ? ~uint64_t{0} : 0; }, all);
    case Op::kKnown:
      ReadKnown(ColumnAt(step.column), &to->is_true);
      return each([&](size_t word) { return to->is_true[word]; }, all);
    case Op::kAnd:
      return each([&](size_t word) { return a->is_true[word] & b->is_true[word]; },
                  [&](size_t word) {
                    return (a->is_known[word] & b->is_known[word]) | is_false(a, word) |
                           is_false(b, word);
                  });
    case Op::kOr:
      return each([&](size_t word) { return a->is_true[word] | b->is_true[word]; },
                  [&](size_t word) {
                    return (a->is_known[word] & b->is_known[word]) | a->is_true[word] |
                           b->is_true[word];
                  });
    case Op::kNot:
      return each([&](size_t word) { return is_false(a, word); }, known_a);
    case Op::kIsTrue:
      return each([&](size_t word) { return a->is_true[word]; }, all);
    case Op::kIsFalse:
      return each([&](size_t word) { return is_false(a, word); }, all);
    case Op::kIsKnown:
    case Op::kHasValue:
      return each(known_a, all);
    default:
      return Compare(step, to);
  }
}

void RowMachine::Compare(const RowStep& step, Result* to) {
  const Result& a = results_[static_cast<size_t>(step.a)];
  const double* numbers = a.numbers.data();
  const size_t rows = words_ * 64;
  to->is_known = a.is_known;
  if (step.op == Op::kIsIn) {
    TestEach(numbers, rows, bytes_.data(), [&](double number) {
      bool is_among = false;
      for (const double member : step.list) is_among |= number == member;
      return is_among;
    });
  } else if (step.op == Op::kCompareTo) {
    WithComparison(step.comparison, [&](auto compare) {
      TestEach(numbers, rows, bytes_.data(),
               [&](double number) { return compare(number, step.number); });
    });
  } else {
    const Result& b = results_[static_cast<size_t>(step.b)];
    WithComparison(step.comparison, [&](auto compare) {
      for (size_t row = 0; row < rows; ++row)
        bytes_[row] = compare(numbers[row], b.numbers[row]) ? 1 : 0;
    });
    for (size_t word = 0; word < words_; ++word) to->is_known[word] &= b.is_known[word];
  }
  Pack(bytes_.data(), words_, to->is_true.data());
  for (size_t word = 0; word < words_; ++word) to->is_true[word] &= to->is_known[word];
}

void RowMachine::RunNumberStep(const RowStep& step, Result* to) {
  if (step.op == Op::kNumberColumn) return ReadNumbers(ColumnAt(step.column), to);
  if (step.op == Op::kNumber) {
    std::fill(to->numbers.begin(), to->numbers.end(), step.number);
    std::fill(to->is_known.begin(), to->is_known.end(), ~uint64_t{0});
    return;
  }
  const Result& a = results_[static_cast<size_t>(step.a)];
  const Result& b = results_[static_cast<size_t>(step.b)];
  for (size_t word = 0; word < words_; ++word)
    to->is_known[word] = a.is_known[word] & b.is_known[word];
  const auto each = [&](auto compute) {
    for (size_t row = 0; row < words_ * 64; ++row)
      to->numbers[row] = compute(a.numbers[row], b.numbers[row]);
  };
  switch (step.op) {
    case Op::kSeconds:
      return each(WholeSeconds);
    case Op::kAdd:
      return each([](double x, double y) { return x + y; });
    case Op::kSubtract:
      return each([](double x, double y) { return x - y; });
    case Op::kMultiply:
      return each([](double x, double y) { return x * y; });
    default:
      break;
  }
  each([](double x, double y) { return y == 0 ? 0 : x / y; });
  TestEach(b.numbers.data(), words_ * 64, bytes_.data(), [](double y) { return y != 0; });
  Words divisible(words_);
  Pack(bytes_.data(), words_, divisible.data());
  for (size_t word = 0; word < words_; ++word) to->is_known[word] &= divisible[word];
}

void RowMachine::ReadKnown(const ColumnView& column, Words* known) const {
  if (column.validity == nullptr) {
    std::fill(known->begin(), known->end(), ~uint64_t{0});
  } else {
    std::copy(column.validity, column.validity + words_, known->begin());
  }
}

void RowMachine::ReadFlags(const ColumnView& column, Result* to) {
  ReadKnown(column, &to->is_known);
  // The engine leaves what it likes where a value is null.
  const auto* from = static_cast<const uint8_t*>(column.data);
  for (size_t row = 0; row < chunk_->rows; ++row) bytes_[row] = from[row] & 1;
  std::fill(bytes_.begin() + static_cast<ptrdiff_t>(chunk_->rows), bytes_.end(), 0);
  Pack(bytes_.data(), words_, to->is_true.data());
  for (size_t word = 0; word < words_; ++word) to->is_true[word] &= to->is_known[word];
}

void RowMachine::ReadNumbers(const ColumnView& column, Result* to) const {
  ReadKnown(column, &to->is_known);
  double* numbers = to->numbers.data();
  std::fill(numbers + chunk_->rows, numbers + words_ * 64, 0);
  switch (column.type) {
    case ValueType::kInt32:
    case ValueType::kDay:
      return Convert<int32_t>(column.data, chunk_->rows, numbers);
    case ValueType::kInt64:
    case ValueType::kInstant:
      return Convert<int64_t>(column.data, chunk_->rows, numbers);
    case ValueType::kReal:
      return Convert<double>(column.data, chunk_->rows, numbers);
    default:
      KEBAO_ASSERT(false);  // the program reads numbers only
  }
}

/// The column as it lies in the chunk, with another mask of what is null.
ColumnView RowMachine::InputOf(const RowProgram::Output& output, size_t index) {
  ColumnView view{ValueType::kInt32, ones_.data(), nullptr};
  const uint64_t* known = nullptr;
  if (output.column >= 0) {
    view = ColumnAt(output.column);
    known = view.validity;
  } else if (output.number >= 0) {
    const Result& number = results_[static_cast<size_t>(output.number)];
    view = {ValueType::kReal, number.numbers.data(), number.is_known.data()};
    known = view.validity;
  }
  if (output.flag < 0) return view;
  const Words& holds = results_[static_cast<size_t>(output.flag)].is_true;
  view.validity = holds.data();
  if (known == nullptr) return view;
  Words& validity = validity_[index];
  validity.resize(words_);
  for (size_t word = 0; word < words_; ++word) validity[word] = known[word] & holds[word];
  view.validity = validity.data();
  return view;
}

}  // namespace kebao::metrics

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <utility>

#include "metrics/expression/expression.h"
#include "metrics/expression/lexer.h"

namespace kebao::metrics {
namespace {

using Node = std::unique_ptr<Expression>;
// The tree is walked recursively: these keep a hostile text from exhausting the stack.
constexpr int kMaxDepth = 100;  // parentheses and unary operators
constexpr int kMaxLinks =
    2000;  // binary operators; a chain of them is a tree as deep as it is long

std::optional<Operator> ComparisonNamed(const std::string& symbol) {
  if (symbol == "=") return Operator::kEqual;
  if (symbol == "<>" || symbol == "!=") return Operator::kNotEqual;
  if (symbol == "<") return Operator::kLess;
  if (symbol == "<=") return Operator::kLessEqual;
  if (symbol == ">") return Operator::kGreater;
  if (symbol == ">=") return Operator::kGreaterEqual;
  return std::nullopt;
}

/// Recursive descent, one function per precedence level, loosest first.
class Parser {
 public:
  Parser(const ExpressionSource& source, std::vector<Token> tokens)
      : source_(source), tokens_(std::move(tokens)) {}

  Result<Node> Run() {
    KEBAO_TRY(Node node, Or());
    if (Peek().kind != TokenKind::kEnd) return Refuse("end");
    return node;
  }

 private:
  Result<Node> Or() { return Chain("or", ExpressionKind::kOr, &Parser::And); }
  Result<Node> And() { return Chain("and", ExpressionKind::kAnd, &Parser::Not); }

  Result<Node> Chain(const char* keyword, ExpressionKind kind, Result<Node> (Parser::*operand)()) {
    KEBAO_TRY(Node left, (this->*operand)());
    while (IsKeyword(keyword)) {
      if (++links_ > kMaxLinks) return Refuse("simpler expression");
      Node node = Make(kind);
      Advance();
      KEBAO_TRY(Node right, (this->*operand)());
      node->children.push_back(std::move(left));
      node->children.push_back(std::move(right));
      left = std::move(node);
    }
    return left;
  }

  Result<Node> Not() {
    if (!IsKeyword("not")) return Comparison();
    return Unary(ExpressionKind::kNot, &Parser::Not);
  }

  Result<Node> Unary(ExpressionKind kind, Result<Node> (Parser::*operand)()) {
    if (++depth_ > kMaxDepth) return Refuse("simpler expression");
    Node node = Make(kind);
    Advance();
    KEBAO_TRY(node->children.emplace_back(), (this->*operand)());
    --depth_;
    return node;
  }

  Result<Node> Comparison() {
    KEBAO_TRY(Node left, Sum());
    if (const auto op = ComparisonNamed(Peek().kind == TokenKind::kSymbol ? Peek().text : "")) {
      Node node = Make(ExpressionKind::kCompare);
      node->op = *op;
      Advance();
      node->children.push_back(std::move(left));
      KEBAO_TRY(node->children.emplace_back(), Sum());
      return node;
    }
    if (IsKeyword("is")) return Is(std::move(left));
    const bool is_negated = TakeKeyword("not");
    if (IsKeyword("in")) return In(std::move(left), is_negated);
    if (IsKeyword("between")) return Between(std::move(left), is_negated);
    if (is_negated) return Refuse("in");
    return left;
  }

  Result<Node> Is(Node operand) {
    Node node = Make(ExpressionKind::kIsNull);
    Advance();
    node->is_negated = TakeKeyword("not");
    node->children.push_back(std::move(operand));
    if (TakeKeyword("null")) return node;
    node->kind = ExpressionKind::kIsTruth;
    node->boolean = IsKeyword("true");
    if (!TakeKeyword("true") && !TakeKeyword("false")) return Refuse("null");
    return node;
  }

  Result<Node> In(Node operand, bool is_negated) {
    Node node = Make(ExpressionKind::kIn);
    Advance();
    node->is_negated = is_negated;
    node->children.push_back(std::move(operand));
    KEBAO_TRY_VOID(Expect("("));
    do {
      KEBAO_TRY(node->children.emplace_back(), Sum());
    } while (TakeSymbol(","));
    KEBAO_TRY_VOID(Expect(")"));
    return node;
  }

  Result<Node> Between(Node operand, bool is_negated) {
    Node node = Make(ExpressionKind::kBetween);
    Advance();
    node->is_negated = is_negated;
    node->children.push_back(std::move(operand));
    KEBAO_TRY(node->children.emplace_back(), Sum());
    if (!TakeKeyword("and")) return Refuse("and");
    KEBAO_TRY(node->children.emplace_back(), Sum());
    return node;
  }

  Result<Node> Sum() {
    return Arithmetic({{"+", Operator::kAdd}, {"-", Operator::kSubtract}}, &Parser::Product);
  }
  Result<Node> Product() {
    return Arithmetic({{"*", Operator::kMultiply}, {"/", Operator::kDivide}}, &Parser::Factor);
  }

  Result<Node> Arithmetic(std::initializer_list<std::pair<const char*, Operator>> operators,
                          Result<Node> (Parser::*operand)()) {
    KEBAO_TRY(Node left, (this->*operand)());
    while (const auto op = OperatorAmong(operators)) {
      if (++links_ > kMaxLinks) return Refuse("simpler expression");
      Node node = Make(ExpressionKind::kArithmetic);
      node->op = *op;
      Advance();
      node->children.push_back(std::move(left));
      KEBAO_TRY(node->children.emplace_back(), (this->*operand)());
      left = std::move(node);
    }
    return left;
  }

  std::optional<Operator> OperatorAmong(
      std::initializer_list<std::pair<const char*, Operator>> operators) const {
    for (const auto& [symbol, op] : operators) {
      if (IsSymbol(symbol)) return op;
    }
    return std::nullopt;
  }

  Result<Node> Factor() {
    if (IsSymbol("-")) return Unary(ExpressionKind::kNegate, &Parser::Factor);
    if (IsSymbol("(")) return Parenthesis();
    if (IsKeyword("case")) return Case();
    return Leaf();
  }

  Result<Node> Parenthesis() {
    if (++depth_ > kMaxDepth) return Refuse("simpler expression");
    Advance();
    KEBAO_TRY(Node node, Or());
    KEBAO_TRY_VOID(Expect(")"));
    --depth_;
    return node;
  }

  Result<Node> Case() {
    if (++depth_ > kMaxDepth) return Refuse("simpler expression");
    Node node = Make(ExpressionKind::kCase);
    Advance();
    if (!IsKeyword("when")) return Refuse("when");
    while (TakeKeyword("when")) {
      KEBAO_TRY(node->children.emplace_back(), Or());
      if (!TakeKeyword("then")) return Refuse("then");
      KEBAO_TRY(node->children.emplace_back(), Or());
    }
    node->children.push_back(Make(ExpressionKind::kNull));
    if (TakeKeyword("else")) {
      KEBAO_TRY(node->children.back(), Or());
    }
    if (!TakeKeyword("end")) return Refuse("end");
    --depth_;
    return node;
  }

  Result<Node> Leaf() {
    Node node = Make(ExpressionKind::kNull);
    const Token& token = Peek();
    node->text = token.text;
    node->number = token.number;
    switch (token.kind) {
      case TokenKind::kNumber:
        node->kind = ExpressionKind::kNumber;
        break;
      case TokenKind::kText:
        node->kind = ExpressionKind::kText;
        break;
      case TokenKind::kIdentifier:
        node->kind = ExpressionKind::kIdentifier;
        break;
      default:
        if (IsKeyword("true") || IsKeyword("false")) {
          node->kind = ExpressionKind::kBoolean;
          node->boolean = token.text == "true";
        } else if (!IsKeyword("null")) {
          return Refuse("value");
        }
    }
    Advance();
    return node;
  }

  const Token& Peek() const { return tokens_[at_]; }
  void Advance() { ++at_; }
  bool IsKeyword(std::string_view word) const {
    return Peek().kind == TokenKind::kKeyword && Peek().text == word;
  }
  bool IsSymbol(std::string_view symbol) const {
    return Peek().kind == TokenKind::kSymbol && Peek().text == symbol;
  }
  bool TakeKeyword(std::string_view word) {
    const bool is_there = IsKeyword(word);
    at_ += is_there ? 1 : 0;
    return is_there;
  }
  bool TakeSymbol(std::string_view symbol) {
    const bool is_there = IsSymbol(symbol);
    at_ += is_there ? 1 : 0;
    return is_there;
  }
  Result<void> Expect(const char* symbol) {
    if (!TakeSymbol(symbol)) return Refuse(symbol);
    return {};
  }
  Node Make(ExpressionKind kind) const {
    auto node = std::make_unique<Expression>();
    node->kind = kind;
    node->position = Peek().position;
    return node;
  }
  std::unexpected<Problem> Refuse(std::string expected) const {
    const std::string found = Peek().kind == TokenKind::kEnd ? "end" : Peek().text;
    return MakeProblem("expression.syntax", PlaceAt(source_.place, Peek().position),
                       {{"found", found}, {"expected", std::move(expected)}});
  }

  const ExpressionSource& source_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  int links_ = 0;
};

}  // namespace

std::string PlaceAt(const std::string& place, int position) {
  const size_t colon = place.rfind(':');
  if (colon == std::string::npos || colon + 1 == place.size()) return place;
  int column = 0;
  const auto [end, error] =
      std::from_chars(place.data() + colon + 1, place.data() + place.size(), column);
  if (error != std::errc{} || end != place.data() + place.size()) return place;
  return fmt::format("{}:{}", place.substr(0, colon), column + position);
}

Result<std::unique_ptr<Expression>> ParseExpression(const ExpressionSource& source) {
  KEBAO_TRY(std::vector<Token> tokens, Tokenize(source));
  return Parser(source, std::move(tokens)).Run();
}

std::string_view NameOf(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNull:
      return "null";
    case ValueKind::kBoolean:
      return "boolean";
    case ValueKind::kInteger:
      return "integer";
    case ValueKind::kReal:
      return "real";
    case ValueKind::kInstant:
      return "instant";
    case ValueKind::kDay:
      return "day";
    case ValueKind::kText:
      return "text";
    case ValueKind::kCode:
      return "dimension";
  }
  return "";
}

}  // namespace kebao::metrics

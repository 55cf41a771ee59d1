#include "report/build.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/block_builder.h"
#include "report/has_figures.h"
#include "report/narrative/check_narrative.h"
#include "report/narrative/narrator.h"
#include "report/question_list.h"

namespace kebao::report {
namespace {

using document::Block;
using document::Document;
using metrics::ResultTable;

/// A narrative that speaks of the template's tiles names their metrics.
NarrativeBlock Spelled(NarrativeBlock block, const Template& spec) {
  if (block.is_of_tiles) block.changes = HeadlineMetrics(spec);
  return block;
}

/// What a block asks.
std::vector<metrics::Query> QuestionsOfBlock(const BlockSpec& block, const Template& spec) {
  if (const auto* kpis = std::get_if<KpiBlock>(&block)) return {QuestionOf(*kpis)};
  if (const auto* table = std::get_if<TableBlock>(&block)) return {QuestionOf(*table)};
  if (const auto* comparison = std::get_if<ComparisonBlock>(&block))
    return {QuestionOf(*comparison)};
  if (const auto* chart = std::get_if<ChartBlock>(&block)) return {QuestionOf(*chart)};
  if (const auto* narrative = std::get_if<NarrativeBlock>(&block))
    return QuestionsOf(Spelled(*narrative, spec));
  return {};
}

class Assembler {
 public:
  Assembler(const Template& spec, const ReportRequest& request, const ReportSources& sources)
      : spec_(spec),
        request_(request),
        sources_(sources),
        builder_(spec, request, sources),
        vocabulary_(sources.catalog, sources.texts, builder_.labels(), request.context.pack),
        narrator_(request, sources.catalog, builder_.figures(), vocabulary_, IsCoveredAsAWhole()) {}

  Result<Document> Run() {
    KEBAO_TRY_VOID(AskEverything());
    Document document = Head();
    for (const SectionSpec& section : spec_.sections) {
      KEBAO_TRY(document.sections.emplace_back(), BuildSection(section));
    }
    WarnOfGaps(&document);
    KEBAO_TRY_VOID(CheckSentences(&document));
    return document;
  }

 private:
  Result<void> AskEverything() {
    for (const SectionSpec& section : spec_.sections) {
      for (const BlockSpec& block : section.blocks) {
        for (metrics::Query& query : QuestionsOfBlock(block, spec_))
          questions_.Ask(std::move(query));
      }
    }
    KEBAO_TRY(answers_, sources_.answer(request_.context, questions_.queries()));
    return {};
  }

  const ResultTable& AnswerTo(const BlockSpec& block) {
    return answers_[questions_.Ask(QuestionsOfBlock(block, spec_).front())];
  }

  /// No report leaves with a sentence that does not hold: it would be a mistake of ours.
  Result<void> CheckSentences(Document* document) const {
    FigureIndex index;
    index.Add(*document);
    for (const ResultTable& answer : answers_) {
      if (answer.query.grain == metrics::Grain::kNone)
        KEBAO_TRY_VOID(index.Add(answer, builder_.figures()));
    }
    KEBAO_TRY_VOID(AddTargets(&index));
    for (const Lie& lie : CheckNarrative(*document, index, builder_.figures(), vocabulary_)) {
      const Problem problem{
          "report.sentence", spec_.place, {{"sentence", lie.sentence}, {"piece", lie.what}}};
      if (!sources_.on_false_sentence) return std::unexpected(problem);
      sources_.on_false_sentence(problem);
      LeaveOut(lie.sentence, document);
    }
    return {};
  }

  static void LeaveOut(const std::string& sentence, Document* document) {
    const auto is_it = [&](const document::Block& block) {
      const auto* paragraph = std::get_if<document::Paragraph>(&block);
      return paragraph != nullptr && !paragraph->id.empty() && paragraph->text == sentence;
    };
    for (document::Section& section : document->sections) std::erase_if(section.blocks, is_it);
  }

  Result<void> AddTargets(FigureIndex* index) const {
    for (const SectionSpec& section : spec_.sections) {
      for (const BlockSpec& block : section.blocks) {
        const auto* narrative = std::get_if<NarrativeBlock>(&block);
        if (narrative == nullptr) continue;
        for (const NarrativeBlock::Target& target : narrative->targets) {
          KEBAO_TRY(const metrics::MetricSpec* metric, builder_.figures().Spec(target.metric));
          metrics::Value value;
          value.value = target.target;
          index->Add(builder_.figures().Make(*metric, value, "target"));
        }
      }
    }
    return {};
  }

  Document Head() const {
    const Texts& texts = sources_.texts;
    const metrics::QueryContext& context = request_.context;
    Document document;
    document.template_id = spec_.id;
    document.language = texts.language();
    document.title = spec_.title.In(document.language);
    document.subtitle = builder_.labels().Period(context.period);
    if (!request_.organisation.empty())
      document.subtitle = request_.organisation + " · " + document.subtitle;
    document.period_id = context.period.id;
    document.audience = request_.audience;
    document.data_version = sources_.data_version;
    document.catalog_version =
        fmt::format("{:016x}-{:016x}", sources_.catalog.version(), spec_.content_hash);
    document.report_time = FormatInstantUtc(context.report_time);
    document.time_zone = context.zone.name();
    document.properties = Properties();
    return document;
  }

  std::vector<std::pair<std::string, std::string>> Properties() const {
    const Texts& texts = sources_.texts;
    const metrics::QueryContext& context = request_.context;
    std::vector<std::pair<std::string, std::string>> properties;
    const auto add = [&](const char* key, std::string value) {
      if (!value.empty())
        properties.emplace_back(texts.Get(std::string("report.property.") + key), std::move(value));
    };
    add("purpose", spec_.purpose.In(texts.language()));
    add("period", builder_.labels().Period(context.period));
    if (context.comparison) add("comparison", builder_.labels().Period(*context.comparison));
    add("filters", FilterText());
    add("pack", builder_.labels().Pack(context.pack));
    if (HasMoney()) add("currency", request_.currency);
    add("time_zone", context.zone.name());
    add("report_time", LocalText(context.report_time));
    add("data_version", sources_.data_version);
    add("coverage", CoverageText());
    return properties;
  }

  bool HasMoney() const {
    return std::ranges::any_of(MetricsOf(spec_), [&](const std::string& id) {
      const auto metric = sources_.catalog.Find(id, request_.context.pack);
      return metric && (*metric)->unit == metrics::Unit::kMoney;
    });
  }

  bool IsCovered(const metrics::Period& period) const {
    return sources_.coverage && sources_.coverage->Holds(period.first, period.limit);
  }

  bool IsCoveredAsAWhole() const {
    const metrics::QueryContext& context = request_.context;
    return IsCovered(context.period) && (!context.comparison || IsCovered(*context.comparison));
  }

  /// What a reader must know before comparing: data that begin inside one of the periods or end
  /// before it does.
  std::string CoverageText() const {
    const Texts& texts = sources_.texts;
    if (!sources_.coverage) return texts.Get("report.coverage.none");
    const TextArguments arguments = {{"first", FormatDay(sources_.coverage->first)},
                                     {"last", FormatDay(sources_.coverage->last)}};
    if (IsCoveredAsAWhole()) return texts.Get("report.coverage.whole", arguments);
    return texts.Get(IsCovered(request_.context.period) ? "report.coverage.comparison_partial"
                                                        : "report.coverage.partial",
                     arguments);
  }

  /// The first thing that a reader sees, where the data do not cover what is reported.
  void WarnOfGaps(Document* document) const {
    if (IsCoveredAsAWhole() || document->sections.empty()) return;
    const std::string warning =
        sources_.texts.Get("report.coverage.warning", {{"coverage", CoverageText()}});
    auto& blocks = document->sections.front().blocks;
    blocks.insert(blocks.begin(), document::Paragraph{warning, document::Tone::kBad});
  }

  std::string FilterText() const {
    std::string text;
    for (const metrics::Filter& filter : request_.context.filters) {
      text += fmt::format("{}{} = {}", text.empty() ? "" : "; ",
                          builder_.labels().Dimension(filter.dimension).value_or(filter.dimension),
                          fmt::join(filter.values, ", "));
    }
    return text;
  }

  std::string LocalText(Instant at) const {
    const LocalTime local = request_.context.zone.ToLocal(at);
    const int64_t seconds = (local.micros - local.day().days * kMicrosPerDay) / kMicrosPerSecond;
    return fmt::format("{} {:02}:{:02}", FormatDay(local.day()), seconds / 3600, seconds / 60 % 60);
  }

  Result<document::Section> BuildSection(const SectionSpec& spec) {
    document::Section section{spec.id, spec.title.In(sources_.texts.language()), {}};
    for (const BlockSpec& block : spec.blocks) {
      KEBAO_TRY_VOID(AppendBlock(block, &section));
    }
    const std::string& missing = spec.missing.In(sources_.texts.language());
    if (!missing.empty() && !HasAnyFigure(section))
      section.blocks = {document::Paragraph{missing, document::Tone::kMuted}};
    return section;
  }

  Result<void> AppendNarrative(const NarrativeBlock& block, document::Section* section) {
    const auto answer_to = [this](const metrics::Query& query) -> const ResultTable& {
      return answers_[questions_.Ask(query)];
    };
    KEBAO_TRY(std::vector<document::Paragraph> sentences,
              narrator_.Tell(section->id, Spelled(block, spec_), answer_to));
    std::ranges::move(sentences, std::back_inserter(section->blocks));
    return {};
  }

  Result<void> AppendBlock(const BlockSpec& block, document::Section* section) {
    std::vector<Block>* blocks = &section->blocks;
    if (const auto* kpis = std::get_if<KpiBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(), builder_.Kpis(*kpis, AnswerTo(block)));
    } else if (const auto* table = std::get_if<TableBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(), builder_.Table(*table, AnswerTo(block)));
    } else if (const auto* comparison = std::get_if<ComparisonBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(), builder_.Comparison(*comparison, AnswerTo(block)));
    } else if (const auto* chart = std::get_if<ChartBlock>(&block)) {
      KEBAO_TRY(blocks->emplace_back(), builder_.Chart(*chart, AnswerTo(block)));
    } else if (const auto* text = std::get_if<TextBlock>(&block)) {
      blocks->push_back(document::Paragraph{text->text.In(sources_.texts.language())});
    } else if (const auto* narrative = std::get_if<NarrativeBlock>(&block)) {
      KEBAO_TRY_VOID(AppendNarrative(*narrative, section));
    } else if (std::holds_alternative<DataQualityBlock>(block)) {
      for (Block& part : builder_.DataQuality()) blocks->push_back(std::move(part));
    } else {
      KEBAO_TRY(blocks->emplace_back(), builder_.Definitions(MetricsOf(spec_)));
    }
    return {};
  }

  const Template& spec_;
  const ReportRequest& request_;
  const ReportSources& sources_;
  BlockBuilder builder_;
  Vocabulary vocabulary_;
  Narrator narrator_;
  QuestionList questions_;
  std::vector<ResultTable> answers_;
};

}  // namespace

Result<Document> BuildReport(const Template& spec, const ReportRequest& request,
                             const ReportSources& sources) {
  return Assembler(spec, request, sources).Run();
}

}  // namespace kebao::report

#include "render/html/html_renderer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "render/html/escape.h"
#include "render/html/html_writer.h"
#include "render/html/page_context.h"
#include "render/html/section.h"
#include "render/html/sha256.h"
#include "render/output_file.h"

namespace kebao::render {
namespace {

using document::Document;
using html::HtmlWriter;
using html::PageContext;

std::string HashSource(std::string_view content) {
  return fmt::format("'sha256-{}'", html::Base64(html::Sha256(content)));
}

/// Nothing may be loaded or sent, and only our own script and style run.
std::string SecurityPolicy(std::string_view script, std::string_view style) {
  return fmt::format(
      "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; "
      "form-action 'none'",
      HashSource(script), HashSource(style));
}

void WriteHead(HtmlWriter& page, const Document& document, std::string_view script,
               std::string_view style) {
  page.Open("head");
  page.Void("meta", {{"charset", "utf-8"}});
  page.Void("meta", {{"http-equiv", "Content-Security-Policy"},
                     {"content", SecurityPolicy(script, style)}});
  page.Void("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.Void("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
  page.Void("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  page.Void("meta", {{"name", "generator"}, {"content", "Kebao"}});
  page.Element("title", {}, document.title);
  page.Open("style");
  page.Verbatim(style);
  page.Close();
  page.Close();
}

void WriteControls(HtmlWriter& page, const PageContext& context) {
  page.Open("div", {{"class", "controls"}});
  page.Element("button", {{"type", "button"}, {"id", "kebao-appearance"}},
               context.texts().Get("html.appearance"));
  page.Element("button", {{"type", "button"}, {"id", "kebao-print"}},
               context.texts().Get("html.print"));
  page.Close();
}

void WriteProperties(HtmlWriter& page, const Document& document) {
  if (document.properties.empty()) return;
  page.Open("dl", {{"class", "properties"}});
  for (const auto& [name, value] : document.properties) {
    page.Open("div");
    page.Element("dt", {}, name);
    page.Element("dd", {}, value);
    page.Close();
  }
  page.Close();
}

void WriteMasthead(HtmlWriter& page, const Document& document, const PageContext& context) {
  page.Open("header", {{"class", "masthead"}});
  WriteControls(page, context);
  page.ElementIfText("p", {{"class", "audience"}}, document.shown_audience());
  page.Element("h1", {}, document.title);
  page.ElementIfText("p", {{"class", "subtitle"}}, document.subtitle);
  WriteProperties(page, document);
  page.Close();
}

void WriteContents(HtmlWriter& page, const Document& document, const std::vector<std::string>& ids,
                   const PageContext& context) {
  page.Open("nav", {{"class", "contents"}, {"aria-label", context.texts().Get("html.contents")}});
  page.Open("ol");
  for (size_t i = 0; i < ids.size(); ++i) {
    page.Open("li");
    page.Element("a", {{"href", "#" + ids[i]}}, document.sections[i].title);
    page.Close();
  }
  page.Close();
  page.Close();
}

void WriteMain(HtmlWriter& page, const Document& document, const std::vector<std::string>& ids,
               PageContext& context) {
  page.Open("main", {{"class", "kebao-report"}, {"id", "content"}});
  if (ids.empty())
    page.Element("p", {{"class", "no-data"}}, context.texts().Get("html.empty_document"));
  for (size_t i = 0; i < ids.size(); ++i)
    html::WriteSection(page, document.sections[i], ids[i], context);
  page.Close();
}

void WriteFooterItem(HtmlWriter& page, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  page.Open("div");
  page.Element("dt", {}, name);
  page.Element("dd", {}, value);
  page.Close();
}

/// What the figures are a function of.
void WriteFooter(HtmlWriter& page, const Document& document, const PageContext& context) {
  page.Open("footer");
  page.Open("dl");
  WriteFooterItem(page, context.texts().Get("html.data_version"), document.data_version);
  WriteFooterItem(page, context.texts().Get("html.catalog_version"), document.catalog_version);
  WriteFooterItem(page, context.texts().Get("html.report_time"), document.report_time);
  WriteFooterItem(page, context.texts().Get("html.time_zone"), document.time_zone);
  page.Close();
  page.Close();
}

/// The words that the page's script needs.
std::string ScriptTexts(const Texts& texts) {
  const nlohmann::json words = {
      {"incomplete", texts.Get("html.incomplete")},
      {"filter_rows", texts.Get("html.filter_rows")},
      {"rows_shown", texts.Get("html.rows_shown", {{"shown", "{shown}"}, {"rows", "{rows}"}})}};
  return words.dump();
}

void WriteScripts(HtmlWriter& page, const Texts& texts, std::string_view script) {
  page.Open("script", {{"type", "application/json"}, {"id", "kebao-texts"}});
  page.Verbatim(html::EscapeJson(ScriptTexts(texts)));
  page.Close();
  page.Open("script");
  page.Verbatim(script);
  page.Close();
}

std::vector<std::string> SectionIds(const Document& document, PageContext& context) {
  std::vector<std::string> ids;
  for (const document::Section& section : document.sections)
    ids.push_back(context.UniqueId("section-" + section.id));
  return ids;
}

void WriteBody(HtmlWriter& page, const Document& document, const Texts& texts,
               std::string_view script) {
  PageContext context(document, texts);
  const std::vector<std::string> ids = SectionIds(document, context);
  page.Open("body");
  page.Element("a", {{"class", "skip"}, {"href", "#content"}},
               context.texts().Get("html.skip_to_content"));
  WriteMasthead(page, document, context);
  page.Open("div", {{"class", "layout"}});
  WriteContents(page, document, ids, context);
  WriteMain(page, document, ids, context);
  page.Close();
  WriteFooter(page, document, context);
  WriteScripts(page, texts, script);
  page.Close();
}

}  // namespace

std::string HtmlText(const Document& document, const HtmlAssets& assets) {
  const std::string script = html::InlineScript(assets.script);
  const std::string style = html::InlineStyle(assets.style);
  HtmlWriter page;
  page.Doctype();
  page.Open("html", {{"lang", document.language}, {"dir", "ltr"}});
  WriteHead(page, document, script, style);
  WriteBody(page, document, TextsFor(assets, document.language), script);
  page.Close();
  return page.Take();
}

Artifact RenderHtml(const Document& document, const HtmlAssets& assets,
                    const std::filesystem::path& out) {
  OutputFile file(out);
  file.Write(HtmlText(document, assets));
  file.Commit();
  return {out, "text/html; charset=utf-8", {}};
}

}  // namespace kebao::render

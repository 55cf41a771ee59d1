#pragma once

#include <optional>
#include <string_view>

#include "document/document.h"

namespace kebao::document {

/// The names used in JSON: "percent_1", "good", "heat_map", "data_bar". Stable.
std::string_view NameOf(NumberFormat format);
std::string_view NameOf(Tone tone);
std::string_view NameOf(Chart::Kind kind);
std::string_view NameOf(ConditionalFormat::Kind kind);
std::string_view NameOf(Derivation derivation);
std::string_view NameOf(BoundName::Kind kind);
std::string_view NameOf(Claim::Kind kind);

std::optional<NumberFormat> NumberFormatNamed(std::string_view name);
std::optional<Tone> ToneNamed(std::string_view name);
std::optional<Chart::Kind> ChartKindNamed(std::string_view name);
std::optional<ConditionalFormat::Kind> ConditionalFormatKindNamed(std::string_view name);
std::optional<Derivation> DerivationNamed(std::string_view name);
std::optional<BoundName::Kind> BoundNameKindNamed(std::string_view name);
std::optional<Claim::Kind> ClaimKindNamed(std::string_view name);

}  // namespace kebao::document

#pragma once

#include <string_view>

namespace kebao::document::fuzzed {

/// The JSON of a document as anyone might have edited it. What can be read, written and read again
/// must be the same. Ends the process where it is not. Run by document_fuzz (fuzz/) and, over
/// fuzz/corpus/document, by document_test.
void DocumentJson(std::string_view input);

}  // namespace kebao::document::fuzzed

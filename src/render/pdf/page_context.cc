#include "render/pdf/page_context.h"

#include <algorithm>

namespace kebao::render::pdf {

void PageContext::Warn(std::string warning) {
  if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
    warnings.push_back(std::move(warning));
}

}  // namespace kebao::render::pdf

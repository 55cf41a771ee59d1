#include "inquiry/customers_inquiry.h"

#include <algorithm>

#include "inquiry/customer_contacts.h"

namespace kebao::inquiry {
namespace {

using analysis::customers::BandLimit;
using analysis::customers::ContactBands;

constexpr double kDaysOfMonth = 30.4375;

/// A month is one month, however many days it has; what is shorter counts as one.
double MonthsOf(const metrics::Period& period) {
  if (period.natural == metrics::Grain::kMonth) return 1;
  return std::max(1.0, (period.limit.days - period.first.days) / kDaysOfMonth);
}

ContactBands BandsOf(const CustomersPlan& plan, const CustomerContacts& contacts,
                     const metrics::Period& period) {
  std::vector<BandLimit> limits;
  for (const BandPlan& band : plan.bands) limits.push_back({band.most});
  return analysis::customers::GroupByFrequency(contacts.contacts, limits, MonthsOf(period));
}

void TakeBands(const CustomersPlan& plan, const ContactBands& now, const ContactBands* before,
               CustomersAnswer* answer) {
  for (size_t i = 0; i < plan.bands.size(); ++i) {
    CustomerBand band{plan.bands[i], now.bands[i]};
    if (before != nullptr && before->customers > 0) {
      band.before = before->bands[i];
      if (now.customers > 0)
        band.change =
            analysis::Subtract(band.now.share_of_customers, band.before->share_of_customers);
    }
    answer->bands.push_back(std::move(band));
  }
}

Result<int64_t> UnknownContacts(const AskedMetrics& asked, const metrics::QueryContext& context,
                                const CustomersPlan& plan, size_t known) {
  metrics::QueryContext alone = context;
  alone.comparison.reset();
  const metrics::Query question{{plan.all_contacts}};
  KEBAO_TRY(const std::vector<metrics::ResultTable> tables,
            asked.Answer(alone, std::vector{question}));
  if (tables[0].rows.empty()) return 0;
  const double all = tables[0].rows.front().values[0].value.value_or(0);
  return std::max<int64_t>(0, static_cast<int64_t>(all) - static_cast<int64_t>(known));
}

}  // namespace

Result<CustomersAnswer> AskForCustomers(const AskedMetrics& asked, const FindRows& rows,
                                        const LabelOfCode& label,
                                        const metrics::QueryContext& context,
                                        const CustomersPlan& plan,
                                        const std::function<void(CustomersStep)>& on_step) {
  CustomersAnswer answer;
  on_step(CustomersStep::kContacts);
  KEBAO_TRY(const CustomerContacts now, ReadContacts(rows, context, plan));
  const ContactBands bands = BandsOf(plan, now, context.period);
  KEBAO_TRY(answer.unknown_contacts, UnknownContacts(asked, context, plan, now.contacts.size()));
  answer.months = MonthsOf(context.period);
  answer.customers = bands.customers;
  answer.contacts = bands.contacts;
  answer.most_contacts = bands.most_contacts;
  on_step(CustomersStep::kComparison);
  std::optional<CustomerContacts> earlier;
  std::optional<ContactBands> bands_before;
  if (context.comparison) {
    metrics::QueryContext before = context;
    before.period = *context.comparison;
    before.comparison.reset();
    KEBAO_TRY(earlier, ReadContacts(rows, before, plan));
    bands_before = BandsOf(plan, *earlier, before.period);
    answer.customers_before = bands_before->customers;
    answer.contacts_before = bands_before->contacts;
  }
  TakeBands(plan, bands, bands_before ? &*bands_before : nullptr, &answer);
  answer.by = ByDimensions(plan, label, now, bands.band_of_contact, earlier ? &*earlier : nullptr);
  on_step(CustomersStep::kRepeats);
  KEBAO_TRY(answer.repeats, AskForRepeats(asked, context, plan));
  return answer;
}

}  // namespace kebao::inquiry

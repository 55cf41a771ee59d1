#pragma once

#include <vector>

#include "demo/conversation.h"
#include "demo/desk.h"
#include "demo/record_builder.h"

namespace kebao::demo {

/// Teams, agents and memberships: before everything else.
void EmitPeople(const Desk& desk, RecordBuilder& records);
/// Holidays, promotions and those effects of the story that people of the desk knew of.
void EmitKnownEvents(const Desk& desk, RecordBuilder& records);
/// The shifts that begin on the day, and what the agents did in them.
void EmitShifts(const Desk& desk, int day, RecordBuilder& records);
/// Visits of the shop that day, by page type, region and browser.
void EmitVisits(const Desk& desk, int day, RecordBuilder& records);
/// Exams, ideas, praise, trainings of the month that ends with the day, and its costs. Only on last
/// days of months.
void EmitMonth(const Desk& desk, int day, RecordBuilder& records);

/// Emits each customer at the first contact.
class CustomerBook {
 public:
  explicit CustomerBook(const Desk& desk)
      : desk_(desk), is_known_(static_cast<size_t>(desk.customer_count()), false) {}
  void Meet(const ConversationHead& talk, RecordBuilder& records);

 private:
  const Desk& desk_;
  std::vector<bool> is_known_;
  std::string text_;
};

/// What follows from a conversation and has a row of its own: orders, QA reviews, follow-ups,
/// errors, complaints and praise.
void EmitAftermath(const Desk& desk, const Conversation& talk, RecordBuilder& records);

/// Visits of the site by customers who are logged in: some before they made contact, most without.
void EmitTrackedVisits(const Desk& desk, const Conversation& talk, RecordBuilder& records);

/// A customer's name, from the traits.
std::string CustomerName(const Customer& customer, const DemoCatalog& catalog);
std::string CustomerPhone(const Customer& customer);
std::string CustomerEmail(const Customer& customer);

}  // namespace kebao::demo

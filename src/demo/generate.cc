#include "demo/generate.h"

#include "demo/desk.h"
#include "demo/event_stream.h"
#include "demo/people_records.h"
#include "demo/service_year.h"

namespace kebao::demo {

Result<Story> Generate(const DemoCatalog& catalog, const DemoOptions& options,
                       domain::CanonicalSink& sink) {
  KEBAO_TRY_VOID(Check(options));
  const Desk desk(catalog, options);
  ServiceYear year(desk);
  EventStream events(desk, sink);
  RecordBuilder records(sink);
  CustomerBook customers(desk);
  EmitPeople(desk, records);
  EmitKnownEvents(desk, records);
  for (int day = 0; day < options.days; ++day) {
    EmitShifts(desk, day, records);
    year.PlayDay(day, [&](const Conversation& talk) {
      customers.Meet(talk, records);
      events.Add(talk);
      EmitAftermath(desk, talk, records);
      EmitTrackedVisits(desk, talk, records);
    });
    events.EmitDay(day);
    EmitVisits(desk, day, records);
    EmitMonth(desk, day, records);
  }
  return Story{options, year.effects(), options.conversations, events.events(),
               records.emitted() + options.conversations};
}

}  // namespace kebao::demo

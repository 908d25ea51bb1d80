"""Why a date is what it is."""

from desk.finding import known_case, known_park, names_park
from desk.people import Desk
from records.calendar import calendars
from records.calendar.working_days import china
from regulation.calendar.working_days import Years, local_day
from regulation.explanation.dates import explain
from regulation.explanation.openings import ParkExplanation, explain_park
from regulation.explanation.periods import Explanation
from regulation.measures.edition import edition


async def explained(desk: Desk, name: str, *, whole: bool) -> Explanation | ParkExplanation:
    """Explain a case, or a park by its coming openings; RefusedError for an unknown name.

    The days of periods that are over are left out unless the `whole` is asked for.
    """
    if names_park(name):
        park = await known_park(desk, name)
        return explain_park(park, edition(park.edition, park.edition_digest))
    case = await known_case(desk, name)
    entries = await desk.entries(name)
    at = desk.clock()
    years = [local_day(at).year, *(p.last_day.year for p in case.periods().values())]
    years += [entry.at.year for entry in entries]
    calendar = china(
        Years(first=min(years) - 1, last=max(years) + 1), await calendars.official_years(desk.db)
    )
    found = explain(entries, edition(case.edition, case.edition_digest), calendar, at)
    if whole:
        return found
    short = (p if p.ended is None else p.model_copy(update={"days": ()}) for p in found.periods)
    return found.model_copy(update={"periods": tuple(short)})

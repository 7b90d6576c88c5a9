"""Which of a sentence's times is when the event happened."""

from __future__ import annotations

from datetime import date

import pytest

from tests.events.conftest import Read

PUBLISHED = date(2026, 9, 16)  # a Wednesday


def day_of(read: Read, text: str, type_: str, published: date = PUBLISHED) -> date | None:
    """The day on which the only event of the type begins."""
    found = [r.event.time for r in read(text, published) if r.event.type == type_]
    assert len({time.start.date() if time else None for time in found}) == 1, found
    return found[0].start.date() if found[0] else None


@pytest.mark.parametrize(
    ("text", "type_", "day"),
    [
        # the verb of saying has a time of its own
        ("The army said on Tuesday that a bomb had exploded in Quetta on Sunday.", "explosion", 13),
        ("A bomb exploded in Quetta on Sunday, the army said on Tuesday.", "explosion", 13),
        # each verb has its own
        ("Police raided a house in Lyon on Monday and arrested a man in Nice on Tuesday.", "arrest", 15),
        ("Police raided a house in Lyon on Monday and arrested a man in Nice on Tuesday.", "raid", 14),
        # each clause has its own, set before it
        ("On 20 September the minister is due in Lima, and on 25 September the leaders meet in Quito.", "meeting", 25),
        ("On 20 September the minister is due in Lima, and on 25 September the leaders meet in Quito.", "visit", 20),
        ("Gunmen robbed a bank in Jos on Sunday; on Monday police raided a house in Bauchi.", "raid", 14),
        ("Gunmen robbed a bank in Jos on Sunday, and on Monday police raided a house in Bauchi.", "robbery", 13),
        # a clause after "when" has the day before it
        ("Two residents were killed and seven wounded on 14 September when troops shelled Kherson.", "shelling", 14),
        # put off, and ahead
        ("In Zagreb the trial of a former minister was postponed to the nineteenth of September.", "trial", 19),
        ("Soldiers were sent to schools in Tegucigalpa ahead of Sunday's general election.", "election", 20),
        ("Schools in Albay are closed on Friday.", "closure", 18),
        # a number of people after a date
        ("Three died in a riot in Lima on September 2, and 20 inmates escaped.", "riot", 2),
        # the time of another event's noun
        ("A protest over Sunday's explosion took place in Quetta on Tuesday.", "protest", 15),
        ("A court in Cairo sentenced two men to death on Monday for the bombing of 2017.", "trial", 14),
        # counted from another event
        ("Residents marched through Lima on Tuesday, two days after a bomb exploded in Cusco.", "explosion", 13),
        ("Two days after the earthquake on 3 September, a fire broke out in a camp in Gaziantep.", "fire", 5),
        ("Two days after the earthquake in Palu on 3 September, a fire broke out in Gaziantep.", "earthquake", 3),
        ("On the eve of the 14 September vote, a bomb exploded in Adana.", "explosion", 13),
        ("Some 48 hours before the vote on 14 September, a bomb exploded in Adana.", "explosion", 12),
        # the finer of two that fit
        ("The volcano near Legazpi erupted on Monday for the second time this month.", "eruption", 14),
        # the place's own clock before Greenwich's
        (
            "An earthquake struck Padang at 23:50 GMT on Monday, or 6:50 a.m. on Tuesday local time.",
            "earthquake",
            15,
        ),
        # a day at a line's head
        ("13/09/2026 - A boat capsized near Mbandaka, drowning 27 people.", "transport_accident", 13),
        # a day that sees things
        ("Sunday saw thousands of people protest in Madrid.", "protest", 13),
        # a relative clause that tells of the event itself, and one that tells of someone in it
        ("The explosion, which rocked Quetta on Sunday, killed two people.", "explosion", 13),
        ("The gang, whose leader fled on Thursday, kidnapped a consul in Guayaquil on Sunday.", "abduction", 13),
    ],
)
def test_the_time_that_is_the_events_own(read: Read, text: str, type_: str, day: int) -> None:
    assert day_of(read, text, type_) == date(2026, 9, day)


@pytest.mark.parametrize("limit", ["by Sunday", "before 20 September", "until Friday"])
def test_when_something_ends_is_not_when_it_happened(read: Read, limit: str) -> None:
    text = f"Rebels attacked Bangassou on Monday and told the army to leave {limit}."
    times = [r.event.time for r in read(text, PUBLISHED) if r.location is not None and r.event.type == "assault"]
    assert {time.start.date() for time in times if time} == {date(2026, 9, 14)}


def test_in_a_plan_the_limit_is_the_day(read: Read) -> None:
    text = "All residents of Sorsogon must be evacuated by Friday."
    times = {r.event.time.start.date() for r in read(text, PUBLISHED) if r.event.time}
    assert times == {date(2026, 9, 18)}

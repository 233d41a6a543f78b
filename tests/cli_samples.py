"""A report of ours and the command line run in this process, for tests of the whole program."""

from __future__ import annotations

from click.testing import CliRunner, Result

REPORT = (
    "NAIROBI, March 14 - Kenyan Foreign Minister Achieng Odhiambo met her Ugandan counterpart, Moses Kizza, in "
    "Nairobi on Monday.\n\n"
    "“We agreed to reopen the Busia border post before the end of March,” Odhiambo told reporters after the talks.\n\n"
    "Kizza said that Uganda would send customs officers as soon as the road is repaired.\n\n"
    "Uganda rejected a Kenyan proposal for joint patrols last year.\n"
)


class Dragoman:
    """The command line, run in this process."""

    def __call__(self, *args: str, text: str | None = None) -> Result:
        from dragoman.cli import main

        return CliRunner().invoke(main, list(args), input=text, catch_exceptions=False)

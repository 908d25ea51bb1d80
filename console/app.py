"""The commands of parklife. Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong."""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from console.commands.apply import apply_, object_
from console.commands.calendar import calendar_app
from console.commands.completion import completion_of
from console.commands.digest import digest, ics
from console.commands.edition import edition_app
from console.commands.explain import explain
from console.commands.looking import case_, documents, history, parks
from console.commands.people import import_, people_app
from console.commands.records import rebuild, verify
from console.commands.round import round_app
from console.commands.running import migrate, resume, up
from console.commands.simulate import simulate
from console.commands.work import act, inbox, tasks
from console.options import DONE, USAGE
from running.version import version

app = App(
    name="parklife",
    help="人力资源服务产业园的全流程办理 (the whole life of a human-resources-service industrial park).",
    help_format="plaintext",
    version=version,
)
for command in (up, migrate, resume, tasks, act, inbox, digest, ics, parks, history, documents, explain):
    app.command(command)
for command in (verify, rebuild, simulate):
    app.command(command)
app.command(completion_of(app))
app.command(apply_, name="apply")
app.command(object_, name="object")
app.command(case_, name="case")
app.command(import_, name="import")
for group in (people_app, calendar_app, edition_app, round_app):
    app.command(group)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; a person's mistake is told on stderr, without a traceback."""
    from rich.console import Console

    try:
        result = app(
            sys.argv[1:] if argv is None else list(argv),
            error_console=Console(stderr=True),
            exit_on_error=False,
            print_error=True,
            result_action="return_value",
        )
    except CycloptsError:
        return USAGE
    except Exception as error:
        from console import trouble

        told = trouble.explain(error)
        if told is None:
            raise
        sys.stderr.write(told.text + "\n")
        return told.code
    return result if isinstance(result, int) else DONE

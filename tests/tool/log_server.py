"""Runs a scripted server of an audit log, and `flaghook log` against it."""

from audit_log import PATH, TOKEN, LogTest
from running import Outcome
from scripted_server import ServerTest


def link(cursor: str, target: str = f"https://sentry.io{PATH}", results: str = "true",
         relation: str = "next") -> tuple[str, str]:
    """Returns a header that links to another page, as Sentry writes it."""
    return ("Link", f'<{target}?&cursor={cursor}>; rel="{relation}"; results="{results}"; '
                    f'cursor="{cursor}"')


LAST = link("0:0:0", results="false")


class FetchTest(LogTest, ServerTest):
    """A test of a log from a server."""

    path = PATH

    def fetch(self, url: str, *arguments: str, token: str = TOKEN, **variables: str) -> Outcome:
        """Runs `flaghook log`, and checks that it does not print the token."""
        outcome = self.run_tool("log", url, *arguments,
                                variables={"FLAGHOOK_TOKEN": token, **variables})
        self.assertNotIn(token or TOKEN, outcome.output + outcome.errors)
        return outcome

"""Starts the service: settings, then the assistant, then the web app."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from types import FrameType

from assistant import Assistant, Settings, SettingsError, load_settings, open_assistant
from assistant.web import journal, listening, texts, warming


def main() -> int:
    """Serves until stopped; 2 if it cannot start, with one line that says why."""
    signal.signal(signal.SIGTERM, _stop)
    # Gradio reads this when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    journal.start()
    try:
        settings = load_settings()
    except SettingsError as error:
        return _refuse(str(error))
    try:
        listener = listening.listen(settings.host, settings.port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _refuse(texts.PORT_TAKEN.format(port=settings.port))
        reason = error.strerror or str(error)
        where = {"host": settings.host, "port": settings.port}
        return _refuse(texts.CANNOT_LISTEN.format(**where, reason=reason))
    with listener:
        try:
            assistant = open_assistant(settings)
        except ValueError as error:
            # The plan that the settings name cannot be read; the message says why.
            return _refuse(str(error))
        if assistant.warning:
            print(assistant.warning, file=sys.stderr)
        try:
            _serve(assistant, listener, settings)
        finally:
            assistant.close()
    return 0


def _serve(assistant: Assistant, listener: socket.socket, settings: Settings) -> None:
    # Gradio takes seconds to load: first everything that can refuse to start, then this.
    from assistant.web import server
    from assistant.web.staff.mounting import staff_desk

    with server.private_folder():
        staff = staff_desk(settings, assistant)
        app = server.create_app(
            assistant, hosts=settings.hosts, data_dir=settings.data_dir, staff=staff
        )
        warming.start(assistant)
        listening.prepare(app.asgi, app.finish).run(sockets=[listener])


def _stop(signum: int, frame: FrameType | None) -> None:
    # Raised again by uvicorn once it has stopped; leaving this way still closes the assistant.
    raise SystemExit(0)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)

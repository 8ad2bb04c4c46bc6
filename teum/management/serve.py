"""The web server: pages by granian, in processes that are forked off one that has loaded everything."""

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from teum.management import collector, supervisor
from teum.wsgi import application

LOGGING = {  # granian's own lines, kept as clean as ours
    "formatters": {name: {"()": "teum.logs.Formatter"} for name in ("generic", "access")},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "generic"},
        "access": {"class": "logging.StreamHandler", "formatter": "access"},
    },
    "disable_existing_loggers": False,
}
LARGEST_PORT = 65_535
KILL_TIMEOUT_SECONDS = 3  # granian loses a SIGTERM that comes while a worker starts


def web(*, host: str, port: int) -> None:
    """Serves pages until SIGTERM, with as many processes and threads as the settings say."""
    parent = os.getpid()

    def load(_target: str = "") -> Callable[..., Any]:
        """The application, as a worker asks for it; the process that it was forked off has loaded it already."""
        supervisor.die_with(parent)
        collector.come_rarely()
        return application

    Granian(
        "teum.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.TEUM.workers,
        blocking_threads=settings.TEUM.threads,
        blocking_threads_idle_timeout=600,  # a thread that ends loses its database connection
        workers_kill_timeout=KILL_TIMEOUT_SECONDS,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
        websockets=False,
    ).serve(target_loader=load, wrap_loader=False)


def trouble(host: str, port: int) -> str:
    """Why the port cannot be listened on, in one line; nothing where it can."""
    if not 0 <= port <= LARGEST_PORT:
        return f"--port {port} is no port; name one from 1 to {LARGEST_PORT}"
    try:
        _bind(host, port)
    except (socket.gaierror, UnicodeError):
        return f"--host {host} is no address of this machine"
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"port {port} on {host} is taken; name another with --port"
        if error.errno == errno.EADDRNOTAVAIL:
            return f"--host {host} is no address of this machine"
        return f"port {port} on {host} cannot be used: {error.strerror}"
    return ""


def _bind(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def answers(host: str, port: int) -> bool:
    """Whether somebody accepts connections on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0

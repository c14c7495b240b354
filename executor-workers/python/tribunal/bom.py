"""The bill of materials of this executor, read at run time."""

import platform
import ssl
from importlib.metadata import version


def bill_of_materials() -> dict[str, dict[str, str]]:
    """Name and version of the language, its runtime, and of each library on whose bugs an answer could depend."""
    import confluent_kafka
    from cryptography.hazmat.backends.openssl import backend

    librdkafka = confluent_kafka.libversion()[0]
    return {
        "language": {"name": "Python", "version": platform.python_version()},
        "runtime": {"name": platform.python_implementation(), "version": platform.python_version()},
        "kafka": {
            "name": "confluent-kafka (librdkafka)",
            "version": f"{version('confluent-kafka')} ({librdkafka})",
        },
        "avro": {"name": "fastavro", "version": version("fastavro")},
        "json": {"name": "json, rfc8785", "version": f"{platform.python_version()}, {version('rfc8785')}"},
        "crypto": {
            "name": "OpenSSL via cryptography",
            "version": f"{backend.openssl_version_text().removeprefix('OpenSSL ').split()[0]}"
            f" via {version('cryptography')}; hashes {ssl.OPENSSL_VERSION.split()[1]}; keys PyNaCl {version('PyNaCl')}",
        },
        "os": _operating_system(),
    }


def _operating_system() -> dict[str, str]:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return {"name": platform.system(), "version": platform.release()}
    return {"name": release.get("NAME", platform.system()), "version": release.get("VERSION_ID", "")}

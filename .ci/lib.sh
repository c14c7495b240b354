# Shared by the scripts of this directory; source it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Debian's own client where there is one: it speaks the API of Debian's daemon.
docker() {
    if [ -x /usr/bin/docker ]; then
        /usr/bin/docker "$@"
    else
        command docker "$@"
    fi
}

# The stand-ins that are made where no image registry is reached.
base_image=tribunal-ci/jre:25
kafka_image=tribunal-ci/kafka:4.3.1

say() {
    printf '\n[ci %4ss] %s\n' "$SECONDS" "$*"
}

fail() {
    printf '\n[ci %4ss] FAILED: %s\n' "$SECONDS" "$*" >&2
    exit 1
}

# The home of the newest JDK under /usr/lib/jvm, 21 at least.
newest_jdk() {
    local home version best= best_version=20
    for home in /usr/lib/jvm/*; do
        [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        if [ "${version:-0}" -gt "$best_version" ]; then
            best=$home
            best_version=$version
        fi
    done
    [ -n "$best" ] || fail "no JDK of release 21 or newer under /usr/lib/jvm"
    printf '%s\n' "$best"
}

has_image() {
    docker image inspect "$1" >/dev/null 2>&1
}

# Docker compose, v2 or 1.29.
compose() {
    if docker compose version >/dev/null 2>&1; then
        docker compose "$@"
    else
        docker-compose "$@"
    fi
}

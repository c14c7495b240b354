# Shared by the scripts of this directory; source it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Stand-ins for the images, made on machines that reach no image registry.
base_image=tribunal-ci/jre:25
kafka_image=tribunal-ci/kafka:4.3.1

go_executor=executor-workers/go/executor
node_executor=executor-workers/node/executor
python_executor=executor-workers/python/executor

say() {
    printf '\n[ci %4ss] %s\n' "$SECONDS" "$*"
}

fail() {
    printf '\n[ci %4ss] FAILED: %s\n' "$SECONDS" "$*" >&2
    exit 1
}

# The steps of this run so far, each with its seconds, and the step that runs now.
step_names=()
step_seconds=()
current_step=
step_begin=0

# Ends the step that runs now and begins the next.
step() {
    end_step
    current_step=$*
    step_begin=$SECONDS
    say "$current_step"
}

end_step() {
    [ -n "$current_step" ] || return 0
    step_names+=("$current_step")
    step_seconds+=($((SECONDS - step_begin)))
    current_step=
}

# One line for each step with its time, and their sum.
print_times() {
    local i
    end_step
    printf '\n%8s  %s\n' seconds step
    for i in "${!step_names[@]}"; do
        printf '%8d  %s\n' "${step_seconds[$i]}" "${step_names[$i]}"
    done
    printf '%8d  %s\n' "$SECONDS" total
}

# Debian's own client where there is one: it speaks the API of Debian's daemon.
docker() {
    if [ -x /usr/bin/docker ]; then
        /usr/bin/docker "$@"
    else
        command docker "$@"
    fi
}

# Docker compose, v2 or 1.29.
compose() {
    if docker compose version >/dev/null 2>&1; then
        docker compose "$@"
    else
        docker-compose "$@"
    fi
}

has_image() {
    docker image inspect "$1" >/dev/null 2>&1
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

# Prints the Debian packages that the build and the executors of all languages need and this machine lacks.
missing_language_packages() {
    (newest_jdk) >/dev/null 2>&1 || echo openjdk-21-jdk-headless
    command -v php >/dev/null || echo php-cli
    command -v ruby >/dev/null || echo ruby
    [ -x /usr/local/go/bin/go ] || command -v go >/dev/null || echo golang-go
    command -v npm >/dev/null || echo nodejs npm
    python3 -c 'import ensurepip, venv' 2>/dev/null || echo python3 python3-venv
}

# Prints those that a Docker daemon, the stand-in images and compose need.
missing_docker_packages() {
    if ! docker info >/dev/null 2>&1; then
        command -v dockerd >/dev/null || echo docker.io
        command -v iptables >/dev/null || echo iptables
        command -v cgroupfs-mount >/dev/null || echo cgroupfs-mount
    fi
    compose version >/dev/null 2>&1 || echo docker-compose
    command -v busybox >/dev/null || echo busybox-static
}

# Installs these Debian packages; as root.
install_packages() {
    [ $# != 0 ] || return 0
    [ "$(id -u)" = 0 ] || fail "missing Debian packages, and only root may install them: $*"
    say "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@" ca-certificates >/dev/null
}

# Builds the executors of the other languages: what they depend on is fetched.
build_languages() {
    local language
    for language in go node python; do
        say "executor-workers/$language/build"
        timeout -k 30 10m "$root/executor-workers/$language/build"
    done
}

# Formatting, linters, types and tests of the other languages.
check_languages() {
    local language
    for language in go node python; do
        say "executor-workers/$language/check"
        timeout -k 30 15m "$root/executor-workers/$language/check"
    done
}

# Builds the Java modules, and the other languages meanwhile.
build_everything() {
    local build
    timeout -k 30 15m "$root/tribunal" --version &
    build=$!
    build_languages
    wait "$build"
}

# Maven on the machine's default Java, so that a default older than the one that compiles is tried too. The first argument is
# the longest time that it may take. A test that needs a language fails where that is missing, instead of being skipped.
maven_on_default_java() {
    local limit=$1
    shift
    env -u JAVA_HOME REQUIRE_RUNTIMES=true timeout -k 30 "$limit" "$root/mvnw" -B -ntp "$@"
}

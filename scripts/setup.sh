# Sourced by scripts/run and scripts/test with $root and $requirements (file names) set: sees to it
# that $root/.venv holds these pinned requirements and an editable install of this checkout. Speaks on
# standard error only, leaves standard input alone, and does nothing when nothing changed since the
# last time.

venv=$root/.venv

# What the environment depends on: where it lies, and what it was made from.
fingerprint() {
    printf '%s\n' "$root"
    for file in $1; do
        cksum <"$root/$file"
    done
    cksum <"$root/pyproject.toml"
}

# The stamp of a set of requirements: an environment may hold that of running and that of testing.
stamp() {
    printf '%s/.attache-stamp%s\n' "$venv" "$(printf '%s' "$1" | tr -c 'a-z' '-')"
}

say() {
    printf 'setup: %s\n' "$*" >&2
}

is_current() {
    [ -x "$venv/bin/python" ] && [ -x "$venv/bin/attache" ] && [ -f "$(stamp "$requirements")" ] &&
        [ "$(cat "$(stamp "$requirements")")" = "$(fingerprint "$requirements")" ]
}

# Sets $python to a Python of at least 3.11 that starts; a name on PATH may be a shim that does not.
find_python() {
    for python in python3.13 python3.12 python3.11 python3.14 python3 python; do
        if "$python" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1 </dev/null; then
            return 0
        fi
    done
    say "no Python of version 3.11 or newer is on PATH (with its venv module); please install one."
    return 1
}

# A lock that the kernel frees however this shell ends: flock(2) on descriptor 9, through Python,
# since not every system has a flock command.
take_lock() {
    mkdir -p "$venv" && exec 9>"$venv/.attache-lock" || return 1
    "$python" -c '
import fcntl, sys
try:
    fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("setup: waiting for another start to finish the set-up", file=sys.stderr)
    fcntl.flock(9, fcntl.LOCK_EX)
' </dev/null
}

# An environment of another place, or one whose Python is gone, is of no use: begin anew.
clear_unusable() {
    if [ -f "$venv/pyvenv.cfg" ] && [ "$(head -n 1 "$venv/.attache-place" 2>/dev/null)" = "$root" ] &&
        "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return 0
    fi
    find "$venv" -mindepth 1 -maxdepth 1 ! -name .attache-lock -exec rm -rf {} +
}

options() {
    for file in $requirements; do
        printf -- '-r %s ' "$file"
    done
}

install_with_uv() {
    command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1 || return 1
    say "making .venv with $("$python" -V) and uv"
    [ -x "$venv/bin/python" ] ||
        uv venv --quiet --allow-existing --python "$(command -v "$python")" "$venv" || return 1
    # shellcheck disable=SC2046 # options, split on purpose
    uv pip install --quiet --python "$venv/bin/python" $(options) &&
        uv pip install --quiet --python "$venv/bin/python" \
            --no-build-isolation --no-deps --editable "$root"
}

install_with_pip() {
    say "making .venv with $("$python" -V) and pip"
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv "$venv" || return 1
    PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1
    export PIP_USER PIP_DISABLE_PIP_VERSION_CHECK
    # shellcheck disable=SC2046 # options, split on purpose
    "$venv/bin/python" -m pip install --quiet $(options) &&
        "$venv/bin/python" -m pip install --quiet \
            --no-build-isolation --no-deps --editable "$root"
}

# Run in a subshell, so that the lock and the variables end with it.
set_up() (
    unset VIRTUAL_ENV PYTHONHOME PYTHONPATH
    cd "$root" && find_python && take_lock || exit 1
    is_current && exit 0 # another start was faster
    rm -f "$(stamp "$requirements")"
    clear_unusable
    printf '%s\n' "$root" >"$venv/.attache-place"
    install_with_uv || install_with_pip || {
        say "the set-up failed; what went wrong stands above."
        exit 1
    }
    fingerprint "$requirements" >"$venv/.new" && mv "$venv/.new" "$(stamp "$requirements")" &&
        say "done"
)

is_current || set_up >&2 </dev/null || exit 1

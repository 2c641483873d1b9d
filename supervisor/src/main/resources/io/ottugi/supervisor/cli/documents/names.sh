# Where this user's supervisors keep their state.
__ottugi_state() {
    if [ -n "${OTTUGI_HOME-}" ]; then
        printf '%s\n' "$OTTUGI_HOME@BELOW_OTTUGI_HOME@"
    elif [ "$EUID" = 0 ]; then
        printf '%s\n' '@STATE_OF_ROOT@'
    else
        case ${XDG_STATE_HOME-} in
        /*) printf '%s\n' "$XDG_STATE_HOME@BELOW_XDG@" ;;
        *) printf '%s\n' "${HOME-}@BELOW_HOME@" ;;
        esac
    fi
}

__ottugi_supervisors() {
    command ls -p -- "$(__ottugi_state)" 2>/dev/null | sed -n 's|/$||p'
}

# The supervisors that a command means which names none: those of the file here, else those that live, else the
# default one.
__ottugi_meant() {
    local state one pid ticks found
    state=$(__ottugi_state)
    if [ -e '@FILE@' ]; then
        found=$(__ottugi_supervisors | while IFS= read -r one; do
            grep -qsF "\"file\":\"$PWD/@FILE@\"," "$state/$one/@HAND_OVER@" && printf '%s\n' "$one"
        done)
    fi
    if [ -z "${found-}" ]; then
        found=$(__ottugi_supervisors | while IFS= read -r one; do
            { read -r pid ticks _ <"$state/$one/@LOCK@"; } 2>/dev/null || continue
            [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d ' ' -f 20)" = "$ticks" ] &&
                printf '%s\n' "$one"
        done)
    fi
    printf '%s\n' "${found:-@DEFAULT@}"
}

# Workers and instances of the supervisor that is named, else of those that are meant: those that were handed
# over to it, and those of which there is a record.
__ottugi_workers() {
    local state
    state=$(__ottugi_state)
    if [ -n "${1-}" ]; then printf '%s\n' "$1"; else __ottugi_meant; fi |
        while IFS= read -r one; do
            sed -n 's/.*"workers":\[//p' "$state/$one/@HAND_OVER@" 2>/dev/null |
                grep -o '"name":"[^"\\]*"' | cut -d '"' -f 4
            command ls -- "$state/$one/@RECORDS@" 2>/dev/null | sed -n 's/\.json$//p'
        done | sed -e p -e 's/:[0-9]*$//' | sort -u
    echo all
}

__ottugi_users() {
    cut -d : -f 1 /etc/passwd
}

__ottugi_groups() {
    cut -d : -f 1 /etc/group
}

__ottugi_signals() {
    printf '%s\n' @SIGNALS@
}

__ottugi_commands() {
    printf '%s\n' @COMMANDS@
}

# What may stand for the value of a setting.
__ottugi_values() {
    case $1 in
@VALUES@
    esac
}

# Settings of a worker, or of the supervisor, each with its equals sign; a family of them ends where the
# variable's name begins.
__ottugi_keys() {
    if [ "$1" = supervisor. ]; then
        printf '%s\n' @KEYS_OF_SUPERVISOR@
    else
        printf '%s\n' @KEYS_OF_WORKER@
    fi
}

# What may stand before a setting when there is a file: the supervisor, and the workers of that file.
__ottugi_scopes() {
    local file=${1:-@FILE@}
    if [ -r "$file" ]; then
        echo supervisor.
        sed -n 's/^[[:space:]]*\[[[:space:]]*\(worker\.[A-Za-z0-9_-]*\).*/\1./p' "$file" | sort -u
    fi
}

# Completion of ottugi for bash. Made of Ottugi's own lists by 'ottugi completion bash'; it starts no JVM.

@NAMES@

# The options of a command.
__ottugi_options() {
    case $1 in
@OPTIONS@
    esac
}

# What an option of a command takes; fails for one that takes nothing.
__ottugi_argument() {
    case "$1 $2" in
@ARGUMENTS@
    *) return 1 ;;
    esac
}

# What the words of a command are, by their number.
__ottugi_word() {
    case "$1 $2" in
@WORDS@
    esac
}

# __ottugi_offer WORDS-AND-MARKS BEFORE CURRENT: replies with what begins with CURRENT, each after BEFORE.
__ottugi_offer() {
    local item reply replies=()
    for item in $1; do
        case $item in
        @files)
            compopt -o filenames
            mapfile -t -O ${#replies[@]} replies < <(compgen -f -- "$3")
            ;;
        @settings) __ottugi_offer_setting "$2" "$3" ;;
        @*) mapfile -t -O ${#replies[@]} replies < <(compgen -W "$("__ottugi_${item#@}" "$supervisor")" -- "$3") ;;
        *) [[ $item != "$3"* ]] || replies+=("$item") ;;
        esac
    done
    for reply in "${replies[@]}"; do
        COMPREPLY+=("$2$reply")
    done
}

__ottugi_offer_setting() {
    local scope=''
    if [[ $2 =~ ^(worker\.[^.=]*\.|supervisor\.) ]]; then
        scope=${BASH_REMATCH[1]}
    fi
    local rest=${2#"$scope"}
    if [[ $rest == *=* ]]; then
        __ottugi_offer "$(__ottugi_values "${rest%%=*}")" "$1$scope${rest%%=*}=" "${rest#*=}"
    else
        compopt -o nospace
        __ottugi_offer "$(__ottugi_keys "$scope")" "$1$scope" "$rest"
        [[ -n $scope ]] || __ottugi_offer "$(__ottugi_scopes "$file")" "$1" "$rest"
    fi
}

# Bash cuts words at ':' and '='. Sets words and cword to what was typed, as the program will see it.
__ottugi_split() {
    local rest=$COMP_LINE word before i glue=''
    words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        before=${rest%%[![:space:]]*}
        rest=${rest:${#before}+${#word}}
        if [[ -z $before && $i -gt 0 && (-n $glue || $word == [:=]*) ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        [[ $word == *[:=] ]] && glue=1 || glue=''
    done
    cword=$((${#words[@]} - 1))
}

# Bash replaces only what follows the last ':' or '=' that it cuts words at.
__ottugi_trim() {
    local breaks='' i
    [[ $COMP_WORDBREAKS != *:* ]] || breaks+=:
    [[ $COMP_WORDBREAKS != *=* ]] || breaks+='='
    if [[ -n $breaks && $1 == *["$breaks"]* ]]; then
        local head=${1%"${1##*["$breaks"]}"}
        for i in "${!COMPREPLY[@]}"; do
            COMPREPLY[i]=${COMPREPLY[i]#"$head"}
        done
    fi
}

# The program after '--' and its arguments.
__ottugi_program() {
    local i=0
    until [[ ${COMP_WORDS[i]} == -- ]]; do
        ((i += 1))
    done
    if declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset $((i + 1))
    elif declare -F _command_offset >/dev/null; then
        _command_offset $((i + 1))
    else
        compopt -o filenames
        local kinds=(-f)
        ((COMP_CWORD > i + 1)) || kinds+=(-c)
        mapfile -t COMPREPLY < <(compgen "${kinds[@]}" -- "${COMP_WORDS[COMP_CWORD]}")
    fi
}

_ottugi() {
    local IFS=$' \t\n' words cword option='' supervisor='' file='' position=1 i marks
    COMPREPLY=()
    __ottugi_split
    local command=${words[1]-} current=${words[cword]}
    if ((cword == 1)); then
        __ottugi_offer '@commands --help --version' '' "$current"
        return
    fi
    for ((i = 2; i < cword; i++)); do
        if [[ -n $option ]]; then
            case $(__ottugi_argument "$command" "$option") in
            @supervisors) supervisor=${words[i]} ;;
            @files) file=${words[i]} ;;
            esac
            option=''
        elif [[ ${words[i]} == -- ]]; then
            __ottugi_program
            return
        elif __ottugi_argument "$command" "${words[i]}" >/dev/null; then
            option=${words[i]}
        elif [[ ${words[i]} != -* ]]; then
            ((position += 1))
        fi
    done
    if [[ -n $option ]]; then
        __ottugi_offer "$(__ottugi_argument "$command" "$option")" '' "$current"
    elif [[ $current == --*=* ]] && marks=$(__ottugi_argument "$command" "${current%%=*}"); then
        __ottugi_offer "$marks" "${current%%=*}=" "${current#*=}"
    elif [[ $current == -* ]]; then
        __ottugi_offer "$(__ottugi_options "$command")" '' "$current"
    else
        __ottugi_offer "$(__ottugi_word "$command" $position)" '' "$current"
    fi
    __ottugi_trim "$current"
}

complete -F _ottugi ottugi

#compdef ottugi
# Completion of ottugi for zsh. Made of Ottugi's own lists by 'ottugi completion zsh'; it starts no JVM.

@NAMES@

# Offers words, and what marks stand for.
__ottugi_offer() {
    local item
    local -a found
    for item; do
        case $item in
        @files) _files ;;
        @commands) _describe -t commands command __ottugi_described ;;
        @settings) __ottugi_offer_setting ;;
        @*)
            found=("${(@f)$(__ottugi_${item#@} "${opt_args[-n]:-${opt_args[--name]-}}")}")
            compadd -- "${(@)found:#}"
            ;;
        *) compadd -- "$item" ;;
        esac
    done
}

__ottugi_offer_setting() {
    local scope=
    local -a found
    if compset -P 'worker.[^.=]#.'; then
        scope=worker.
    elif compset -P 'supervisor.'; then
        scope=supervisor.
    fi
    if compset -P '[^=]#='; then
        __ottugi_offer ${=$(__ottugi_values "${${IPREFIX%=}##*(worker.[^.=]#.|supervisor.|=)}")}
    else
        found=(${(f)"$(__ottugi_keys "$scope")"})
        compadd -S '' -- "${found[@]}"
        [[ -n $scope ]] || found=(${(f)"$(__ottugi_scopes "${opt_args[-c]:-${opt_args[--config]-}}")"})
        [[ -n $scope ]] || compadd -S '' -- "${found[@]}"
    fi
}

_ottugi() {
    setopt localoptions extendedglob
    local curcontext=$curcontext state ret=1
    local -a line __ottugi_described
    typeset -A opt_args
    __ottugi_described=(
@DESCRIBED@
    )
    _arguments -C -S \
        '(- *)'{-h,--help}'[list the commands]' \
        '(- *)'{-V,--version}'[tell the version]' \
        '1: :{_describe -t commands command __ottugi_described}' \
        '*:: :->arguments' && ret=0
    [[ $state == arguments ]] || return ret
    curcontext=${curcontext%:*}-$words[1]:
    case $words[1] in
@ARGUMENTS@
    esac
    return ret
}

if [[ ${funcstack[1]-} == _ottugi ]]; then
    _ottugi "$@"
else
    compdef _ottugi ottugi
fi

# ask.bash SCRIPT LINE: prints what bash would offer at the end of LINE, sorted, in one line.
# Cuts the line into words as readline does, at blanks and at ':' and '='.
compopt() { options+=" [$2]"; }
options=
. "$1"
COMP_WORDBREAKS=$' \t\n"\'><=;|&(:'
COMP_LINE=$2
COMP_POINT=${#2}
COMP_WORDS=()
rest=$2
while [[ $rest =~ ^([[:space:]]*)([:=]+|[^[:space:]:=]+)(.*)$ ]]; do
    COMP_WORDS+=("${BASH_REMATCH[2]}")
    rest=${BASH_REMATCH[3]}
done
[[ $2 != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_ottugi
mapfile -t sorted < <(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort)
printf '%s%s\n' "${sorted[*]}" "$options"

# Writes numbered lines: $1 notes, $2 name, $3 seconds between bursts, $4 lines a burst,
# $5 bursts until it ends (0: none), $6 program of its children, $7 how many (each in a session of its own).
# Notes: NOTES/births gets "NAME INSTANCE GENERATION PID STARTTIME", NOTES/written.NAME what has been written,
# NOTES/errors what the shell says of children that were killed.
exec 2>>"$1/errors"
[ "$STUBBORN" = yes ] && trap "" TERM
read -r pid _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ start _ </proc/self/stat
id="$2.$OTTUGI_INSTANCE.$OTTUGI_GENERATION.$pid.$start"
echo "$2 $OTTUGI_INSTANCE $OTTUGI_GENERATION $pid $start" >>"$1/births"
kids=${7:-0}
while [ "$kids" -gt 0 ]; do
    setsid "$6" "$0" "$1" kid "$3" 1 0 &
    kids=$((kids - 1))
done
line=0 burst=0
while [ "$5" = 0 ] || [ "$burst" -lt "$5" ]; do
    burst=$((burst + 1)) last=$((line + $4))
    while [ "$line" -lt "$last" ]; do
        line=$((line + 1))
        echo "$id $line"
    done
    echo "$id $line" >>"$1/written.$2"
    sleep "$3"
done

# Sourced by bin/ottugi and lib/cds/rebuild with $home set: finds a Java that is new enough.
# Sets java (its path), version ("17.0.15") and major ("17"). Builtins only where that is possible.

fail() {
    printf 'ottugi: %s\n' "$1" >&2
    exit 78
}

java_on_path() {
    IFS=:
    set -f
    for directory in ${PATH-}; do
        if [ -x "${directory:=.}/java" ] && [ ! -d "$directory/java" ]; then
            java=$directory/java
            break
        fi
    done
    set +f
    unset IFS
}

# A release file lies beside every JDK and JRE since 9.
read_version() {
    while read -r line; do
        case $line in
        JAVA_VERSION=*)
            version=${line#*\"}
            version=${version%\"*}
            break
            ;;
        esac
    done <"$1"
}

java=
version=
if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    release=$JAVA_HOME/release
    if [ ! -x "$java" ] || [ -d "$java" ]; then
        fail "JAVA_HOME is $JAVA_HOME, where there is no bin/java: set it to a Java 17 or newer, or unset it"
    fi
else
    java_on_path
    [ -n "$java" ] || fail 'no Java found: install Java 17 or newer, or set JAVA_HOME to one'
    release=$(readlink -f -- "$java")
    release=${release%/bin/java}/release
fi
case $java in
/*) ;;
*) java=$PWD/$java ;;
esac

# Meant for the workers: kept away from our own JVMs, given back to each worker by the supervisor.
for variable in JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH; do
    unset "OTTUGI_SAVED_$variable"
    eval "value=\${$variable+x\$$variable}"
    [ -z "$value" ] || export "OTTUGI_SAVED_$variable=${value#x}"
    unset "$variable"
done

# Arguments, names and environment are read as UTF-8 whatever the operator's locale; the worker gets that back.
export "OTTUGI_SAVED_LC_ALL=${LC_ALL-}" LC_ALL=C.UTF-8

[ ! -r "$release" ] || read_version "$release"
if [ -z "$version" ]; then
    # A version manager's shim, or a Java too old for a release file beside it: ask it.
    version=$("$java" -version 2>&1)
    version=${version#*version \"}
    version=${version%%\"*}
fi
major=${version%%[!0-9]*}
[ "${major:-0}" -ge 17 ] || fail "$java is not Java 17 or newer but ${version:-unknown}: set JAVA_HOME to one that is"

#!/bin/sh
# Boots a systemd as pid 1 of a pid, mount, cgroup, network, IPC and UTS namespace of its own, and
# keeps it until standard input ends. Then nothing of it is left: no process, mount or cgroup.
#
#   systemd-namespace.sh DIRECTORY
#
# DIRECTORY/etc is /etc/systemd/system there. No unit of this machine exists there, and its root
# filesystem can only be read but for /tmp and DIRECTORY. DIRECTORY/output.log gets what services
# print. Prints "init PID" once there is a pid 1 (PID as it is seen from outside).
# Ends with 77 when this machine does not let it do so.
set -eu

# ---- within the namespaces -------------------------------------------------------------------

# The few units that a service relies on, all of them empty.
write_units() {
    mkdir -p "$1/service.d"
    for target in sysinit basic network remote-fs; do
        printf '[Unit]\nDescription=%s\n' "$target" >"$1/$target.target"
    done
    printf '[Unit]\nRequires=basic.target\nAfter=basic.target\nAllowIsolate=yes\n' \
        >"$1/multi-user.target"
    printf '[Unit]\nDefaultDependencies=no\n' >"$1/shutdown.target"
    printf '[Unit]\nDefaultDependencies=no\nRequires=%s\nAfter=%s\nAllowIsolate=yes\n' \
        systemd-exit.service systemd-exit.service >"$1/exit.target"
    cat >"$1/systemd-exit.service" <<END
[Unit]
DefaultDependencies=no
Requires=shutdown.target
After=shutdown.target
SuccessAction=exit-force
[Service]
Type=oneshot
ExecStart=/bin/true
END
    printf '[Service]\nStandardOutput=append:%s\nStandardError=inherit\n' "$2" \
        >"$1/service.d/output.conf"
}

# A /dev with nothing behind it that could reach the machine.
make_devices() {
    mkdir /run/dev
    mount -t tmpfs -o mode=755 tmpfs /run/dev
    for device in null zero full random urandom tty; do
        touch "/run/dev/$device"
        mount --bind "/dev/$device" "/run/dev/$device"
    done
    mkdir /run/dev/shm /run/dev/pts
    ln -s /proc/self/fd /run/dev/fd
    mount --move /run/dev /dev
}

protect_the_machine() {
    mount --bind /tmp /tmp
    mount --bind "$1" "$1"
    mount --bind "$1/etc" /etc/systemd/system
    mount -o remount,bind,ro /
    mount --bind /proc/sys /proc/sys
    mount -o remount,bind,ro /proc/sys
    mount -t tmpfs -o mode=755 tmpfs /run
    make_devices
}

boot() {
    # The old /proc still shows us as the outside sees us.
    read -r init rest </proc/self/stat
    mount -t proc proc /proc
    protect_the_machine "$1"
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    write_units "$1/units" "$1/output.log"
    echo "init $init"
    exec env -i container=ottugi-it \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        SYSTEMD_UNIT_PATH="/etc/systemd/system:$1/units" \
        SYSTEMD_GENERATOR_PATH="$1/no-generators" \
        SYSTEMD_ENVIRONMENT_GENERATOR_PATH="$1/no-generators" \
        setpriv --bounding-set=-sys_boot,-sys_module,-sys_rawio,-sys_time \
        "$2" --system --unit=multi-user.target --show-status=no --log-target=null
}

# ---- outside ---------------------------------------------------------------------------------

skip() {
    echo "$1" >&2
    exit 77
}

find_systemd() {
    for systemd in /usr/lib/systemd/systemd /lib/systemd/systemd; do
        [ ! -x "$systemd" ] || return 0
    done
    skip "no systemd is installed"
}

check_machine() {
    [ "$(id -u)" -eq 0 ] || skip "namespaces need root"
    find_systemd
    for tool in unshare setpriv nsenter systemctl; do
        command -v "$tool" >/dev/null || skip "there is no $tool"
    done
    [ -d /etc/systemd/system ] || skip "there is no /etc/systemd/system"
    hierarchy=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts)
    [ -n "$hierarchy" ] || skip "no cgroup2 hierarchy is mounted"
    remove_forsaken_groups
    group=$hierarchy/ottugi-it-$$
    mkdir "$group" 2>/dev/null || skip "no cgroup can be made in $hierarchy"
}

# Those of a run that was killed before it could clean up.
remove_forsaken_groups() {
    for old in "$hierarchy"/ottugi-it-*; do
        [ ! -d "$old" ] || [ -d "/proc/${old##*-}" ] ||
            find "$old" -depth -type d -exec rmdir {} \; 2>/dev/null || true
    done
}

# The kernel empties a cgroup a moment after its last process is gone.
remove_group() {
    tries=200
    while [ -d "$group" ] && [ "$tries" -gt 0 ]; do
        find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null || true
        [ ! -d "$group" ] || sleep 0.02
        tries=$((tries - 1))
    done
}

# With its pid 1 a pid namespace loses all its processes, and with them its mounts.
clean_up() {
    trap - EXIT
    if [ -n "$unshared" ]; then
        init=$(cat "/proc/$unshared/task/$unshared/children" 2>/dev/null || true)
        # Rather its child than itself, so that somebody waits for the child.
        kill -KILL ${init:-$unshared} 2>/dev/null || true
        wait "$unshared" 2>/dev/null || true
    fi
    [ -z "$reader" ] || kill -KILL "$reader" 2>/dev/null || true
    remove_group
}

# In the new cgroup first, so that it becomes the root of the cgroup namespace; killed with us.
in_namespaces() {
    exec sh -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' sh "$group" \
        setpriv --pdeathsig=KILL \
        unshare --fork --kill-child --pid --mount --uts --ipc --net --cgroup sh "$@"
}

if [ "$1" = --inside ]; then
    boot "$2" "$3"
fi

unshared=
reader=
check_machine
trap clean_up EXIT
trap 'exit 143' HUP INT TERM
trial='mount -t proc proc /proc && mount -t tmpfs tmpfs /run && mount -t cgroup2 none /sys/fs/cgroup'
(in_namespaces -c "$trial") || skip "namespaces or mounts in them are not allowed here"

mkdir -p "$1/etc" "$1/units"
in_namespaces "$0" --inside "$1" "$systemd" &
unshared=$!
exec 3<&0
cat <&3 >/dev/null &
reader=$!
wait "$reader"

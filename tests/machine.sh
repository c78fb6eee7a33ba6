#!/bin/sh
# Runs the test $2 of the test program in $1 as root on `/`: its own mounts, processes and network, and its own
# /etc, /var, /opt, /run and /srv, so that accounts and services are real and nothing of the host is touched. What is
# written to /usr lies over it and is gone afterwards.
set -eu
away=$1
name=$2
copy=$(mktemp -d)
trap 'rmdir "$copy"' EXIT
unshare --mount --pid --net --fork --mount-proc sh -eu -c '
    mount --make-rprivate /
    ip link set lo up
    copy=$3
    mount -t tmpfs tmpfs "$copy"
    cp -a /etc "$copy/etc"
    mkdir -p "$copy/var/log" "$copy/var/tmp" "$copy/var/opt" "$copy/var/lib/nginx" "$copy/opt" "$copy/run" "$copy/srv"
    # What the registry needs of the host: no account, no service, no settings of an earlier run.
    for user in registry gitlab-www git; do
        sed -i "/^$user:/d" "$copy/etc/passwd" "$copy/etc/group" "$copy/etc/shadow" "$copy/etc/gshadow"
    done
    rm -rf "$copy/etc/gitlab"
    grep -q "localhost" "$copy/etc/hosts" || echo "127.0.0.1 localhost" >>"$copy/etc/hosts"
    chmod 1777 "$copy/var/tmp"
    cp -a "$1" "$copy/away"
    chmod 0755 "$copy" "$copy/away"
    for folder in etc var opt run srv; do mount --bind "$copy/$folder" "/$folder"; done
    mkdir "$copy/usr" "$copy/usr.work"
    mount -t overlay overlay -o "lowerdir=/usr,upperdir=$copy/usr,workdir=$copy/usr.work" /usr
    mkdir -p /run/lock
    cp "$copy/away/wharf" /opt/wharf
    WHARF_WORLD=machine WHARF_BIN=/opt/wharf WHARF_TESTS="$copy/away/tests" TMPDIR=/var/tmp HOME=/root \
        PATH="$PATH:/usr/sbin" "$copy/away/it" --exact "$2" --nocapture
' machine "$away" "$name" "$copy"

# Runs a command the way a container engine would run it for config/kubernetes: process 1 of its own process and mount namespaces, a
# root file system of the image's files that cannot be written, a fresh /tmp, no capabilities, no way to new rights. Java and the
# system's libraries are this machine's. The network is this machine's, too: the tests' database is there.
#   container.sh ROOT IMAGE SECRETS USER WORKDIR JAVA_HOME COMMAND...
set -eu
root=$1 image=$2 secrets=$3 user=${4%:*} group=${4#*:} workdir=$5 java=$6
shift 6
mount --make-rprivate /
mount -t tmpfs -o mode=755 root "$root"
for directory in usr etc; do
    mkdir "$root/$directory"
    mount --rbind "/$directory" "$root/$directory"
    mount -o remount,bind,ro "$root/$directory"
done
for directory in bin sbin lib lib64; do
    [ ! -L "/$directory" ] || cp -P "/$directory" "$root/"
done
cp -R "$image/." "$root/"
mkdir -p "$root/proc" "$root/tmp" "$root/dev" "$root/run/secrets/period-close"
case $java in /usr/*) ;; *)
    mkdir -p "$root$java"
    mount --bind "$java" "$root$java"
    mount -o remount,bind,ro "$root$java"
    ;;
esac
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
for device in null zero random urandom; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mount --bind "$secrets" "$root/run/secrets/period-close"
mount -o remount,bind,ro "$root/run/secrets/period-close"
mount -o remount,ro "$root"
exec chroot "$root" setpriv --reuid "$user" --regid "$group" --clear-groups --no-new-privs --bounding-set -all --inh-caps -all \
    env -C "$workdir" "$@"

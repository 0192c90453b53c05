# shellcheck shell=bash
# Sourced by check.sh: runs what is in an image as a container would (bubblewrap). Needs `work` and `image`.
#   make_root NAME FRAMEWORK…        the file system of a base image: C and C++ libraries, OpenSSL, .NET, and no shell
#   start_container NAME USER ARG…   starts it with a root of that name and arguments of bwrap; sets `bwrap`, and `inside`, its process
#   stop_container                   SIGTERM to the process inside; gives its exit code
# shellcheck disable=SC2154 # they are set by check.sh.

make_root() {
  local base=$work/$1 dotnet library
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  mkdir -p "$base"/{app,data,dev,gan/models,gan/runs,proc,tmp,lib64,usr/bin,usr/lib,usr/share/dotnet/shared,etc/ssl/certs}
  ln -s usr/lib "$base/lib"
  cp -L /lib64/ld-linux-x86-64.so.2 "$base/lib64"
  for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libgcc_s.so.1 libstdc++.so.6 libssl.so.3 libcrypto.so.3; do
    cp -L "$(/sbin/ldconfig -p | awk -v name="$library" '$1 == name && /x86-64/ { print $NF; exit }')" "$base/usr/lib"
  done
  cp -L /etc/ssl/certs/ca-certificates.crt "$base/etc/ssl/certs"
  # Engines put it there.
  echo "127.0.0.1 localhost" >"$base/etc/hosts"
  cp -r "$dotnet/dotnet" "$dotnet/host" "$base/usr/share/dotnet"
  for library in "${@:2}"; do cp -r "$dotnet/shared/$library" "$base/usr/share/dotnet/shared"; done
  ln -s /usr/share/dotnet/dotnet "$base/usr/bin/dotnet"
}

in_container() {
  local base=$work/$1 user=${2%:*} group=${2#*:}
  exec setpriv --reuid "$user" --regid "$group" --clear-groups \
    bwrap --unshare-all --share-net --as-pid-1 --die-with-parent --cap-drop ALL --clearenv --setenv DOTNET_RUNNING_IN_CONTAINER true \
    --ro-bind "$base" / --proc /proc --dev /dev "${@:3}"
}

start_container() {
  (in_container "$@") >"$work/container.log" 2>&1 </dev/null &
  bwrap=$!
  processes+=("$bwrap")
  until inside=$(pgrep -P "$bwrap"); do
    kill -0 "$bwrap" 2>/dev/null || { cat "$work/container.log" >&2; return 1; }
    sleep 0.01
  done
}

stop_container() {
  kill -TERM "$inside"
  wait "$bwrap"
}

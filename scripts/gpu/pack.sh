#!/usr/bin/env bash
# A folder as a compressed archive in parts, each with its SHA-256 in a manifest, and unpack.sh beside them:
#   pack.sh FOLDER OUTPUT PART_MIB      OUTPUT is emptied first; PART_MIB 0 makes one part
# What unpack.sh unpacks is named as FOLDER is.
set -euo pipefail
folder=$1 output=$2 part_size=$3
archive=$(basename "$folder")-linux-x64.tar.xz
rm -rf "$output"
mkdir -p "$output"
[[ $part_size -gt 0 ]] || part_size=$((1 << 30))
tar -C "$(dirname "$folder")" --owner=0 --group=0 --sort=name -cf - "$(basename "$folder")" | xz -4 -T2 |
  split --bytes="${part_size}M" --numeric-suffixes --suffix-length=2 - "$output/$archive."
(cd "$output" && for part in "$archive".*; do echo "$(sha256sum <"$part" | cut -d' ' -f1) $(wc -c <"$part") $part"; done >manifest)
cp "$(dirname "${BASH_SOURCE[0]}")/unpack.sh" "$output/"

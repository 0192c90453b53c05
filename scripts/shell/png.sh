# shellcheck shell=bash
# Sourced by scripts that look at pictures.
#   is_png FILE            whether it begins as a PNG does
#   has_size FILE 56x56    whether the PNG is that wide and high
# Bytes 0-7 are the signature, 16-23 width and height.

is_png() { [[ $(od -An -tx1 -N8 "$1" | tr -d ' ') == 89504e470d0a1a0a ]]; }
has_size() { [[ $(od -An -tu1 -j16 -N8 "$1" | awk '{print $3 * 256 + $4 "x" $7 * 256 + $8}') == "$2" ]]; }

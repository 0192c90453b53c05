#!/usr/bin/env bash
# The emoji of npm's package emoji-datasource-twitter as pictures to train on: 1,906 PNGs of 64×64 pixels in colour, a sub-folder for each
# of nine categories. Variants by skin tone are left out. The drawings are Twemoji, © Twitter and contributors, under CC BY 4.0: whoever
# shows them, or pictures that were made of them, names their authors.
#   scripts/pictures/emoji.sh DIR        (a folder that does not exist yet; fetches 62 MB)
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
source "$root/scripts/shell/options.sh"
only_operands "$@"
[[ $# -eq 1 ]] || mistake "expected one folder."
[[ ! -e $1 ]] || mistake "'$1' exists already."
need node npm openssl tar

package=emoji-datasource-twitter@16.0.0
sum=7F+uCuHH+7Qnrc15P5tnbvKkg9E6tlzi4MnT2uW1RlN4pLYTza6cP/dstIfSDMtpjFLWuZewWg8jBbuL2eyELQ==
parent=$(realpath -m "$1/..")
mkdir -p "$parent"
work=$(mktemp -d "$parent/.emoji-XXXXXX")
trap 'rm -rf "$work"' EXIT
file=$(cd "$work" && npm pack --silent "$package")
found=$(openssl dgst -sha512 -binary "$work/$file" | base64 -w0)
[[ $found == "$sum" ]] || { echo "${0##*/}: $package: expected SHA-512 $sum, found $found." >&2; exit 1; }
tar -x -z -C "$work" -f "$work/$file" package/emoji.json package/img/twitter/64

node - "$work" <<'JS'
const fs = require('node:fs');
const work = process.argv[2];
const emoji = JSON.parse(fs.readFileSync(`${work}/package/emoji.json`));
for (const { category, image } of emoji.filter(one => one.has_img_twitter && one.category !== 'Component')) {
  const folder = `${work}/sorted/${category.replace(/[^A-Za-z]+/g, '-')}`;
  fs.mkdirSync(folder, { recursive: true });
  fs.renameSync(`${work}/package/img/twitter/64/${image}`, `${folder}/${image}`);
}
JS
mv "$work/sorted" "$1"
find "$1" -name '*.png' -printf '%h\n' | sort | uniq -c | sed "s| $1/| |"

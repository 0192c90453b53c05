# shellcheck shell=bash
# Sourced by check.sh; needs `work`, where my-pictures and fashion-mnist lie. A new command that cannot run goes to the first list, what a
# page takes for granted to the second.
#   reason_to_skip PAGE COMMAND   prints why a command of a page is not run here; nothing where it is
#   make_given PAGE               makes, in the working folder, what a page takes for granted besides the repository
# shellcheck disable=SC2154 # work is set by check.sh.

reason_to_skip() {
  case $1:$2 in
    training/docs/dotnet-packages.md:*) echo "scripts/packages/check.sh runs the lines of this page" ;;
    training/docs/gpu.md:*) echo "needs a GPU or the bundle; scripts/gpu/self-test.sh runs the scripts on a CPU" ;;
    *:docker\ * | *:[A-Z]*=*\ docker\ *) echo "needs a container engine" ;;
    *:scripts/container/*) echo "needs buildah and root, and builds images" ;;
    *:dotnet\ tool\ install\ --global*) echo "changes the user's tools; scripts/packages/check.sh installs it into a folder" ;;
    *:scripts/pictures/emoji.sh*) echo "fetches 62 MB; the pictures are noise here" ;;
    *:kubectl\ *) echo "needs a cluster" ;;
    *:*dotnet\ test* | *:dotnet\ build* | *:scripts/check.sh* | *:.ci/run*) echo "builds or tests: scripts/check.sh, a step of CI" ;;
    *:dotnet\ publish* | *:*published/* | *:scripts/packages/platforms.sh*) echo "publishes: scripts/packages/platforms.sh, a step of CI" ;;
    *:*Gan.Onnx.Benchmarks* | *:scripts/bench*) echo "a benchmark, which wants an idle machine" ;;
    *:*OnnxRuntime=training*) echo "needs the package of ONNX Runtime Training" ;;
    *:scripts/ort-training/page.sh* | *:node\ *) echo "scripts/ort-training/check-page.sh does it, a step of CI" ;;
  esac
}

gan() { dotnet run --project training -- "$@"; }
make_given() {
  case $1 in
    README.md | training/docs/presets-and-results.md | training/docs/pictures.md | training/docs/the-pictures-preset.md | \
      training/docs/examples.md)
      cp -r "$work/my-pictures" my-pictures
      cp -r "$work/my-pictures" emoji
      mv emoji/9 emoji/Smileys-Emotion
      cp -r "$work/fashion-mnist" fashion-mnist
      ;;
    training/docs/onnx-runtime-training.md | training/docs/browser.md)
      gan train --preset mlp --run runs/x
      gan artifacts --preset mlp --output given
      cp given/generator/checkpoint checkpoint
      cp given/generator/checkpoint generator.state
      ;;
    serving/docs/kubernetes.md) gan train --preset mlp --run runs/0 && gan train --preset mlp --seed 1 --run runs/1 ;;
    serving/docs/images.md) scripts/playground/models.sh small && mv small/pets small/emoji ;;
  esac
}

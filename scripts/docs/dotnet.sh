#!/usr/bin/env bash
# Stands for `dotnet`, and under its other name for the tool `gan`, while scripts/docs/check.sh runs the commands of a page: runs the
# programs that are built already, with what would take long made short, and servers at a free port. The rules are those that
# `check.sh --help` prints. Not started by hand.
#   DOCS_DOTNET: the real dotnet. DOCS_TRAINING, DOCS_SERVING: the two programs.
set -euo pipefail
# Nothing here takes so many seconds; a command that hangs is to fail.
program=(timeout --kill-after 5 180 "$DOCS_DOTNET" "$DOCS_TRAINING")

# What trains does so for three iterations, or six where it goes on; nothing is evaluated on the way.
train() {
  local short=() steps=3
  while [[ $# -gt 0 ]]; do
    case $1 in
      --epochs | --steps | --minutes) shift 2; continue ;;
      --resume) steps=6 ;;
    esac
    short+=("$1")
    shift
  done
  exec "${program[@]}" train "${short[@]}" --steps "$steps" --evaluations 0
}

# 100 samples in place of 10,000, and no classifier trained on generated images.
evaluate() {
  local quick=(--no-train-on-fake)
  [[ " $* " != *" --no-train-on-fake "* ]] || quick=()
  exec "${program[@]}" evaluate "$@" --samples 100 ${quick[@]+"${quick[@]}"}
}

# One epoch in place of sixteen.
train-classifier() { exec "${program[@]}" train-classifier "$@" --epochs 1; }

# Six hundred images in place of thousands.
sample() {
  local short=() count=''
  while [[ $# -gt 0 ]]; do
    if [[ $1 == --count ]]; then
      count=$2
      if [[ $count -gt 600 ]]; then count=600; fi
      shift 2
    else
      short+=("$1")
      shift
    fi
  done
  exec "${program[@]}" sample "${short[@]}" ${count:+--count "$count"}
}

training() {
  case ${1:-} in
    train | train-classifier | evaluate | sample) "$@" ;;
    *) exec "${program[@]}" "$@" ;;
  esac
}

serving() {
  local short=()
  case ${1:-} in --help | --version | --healthcheck) exec "$DOCS_DOTNET" "$DOCS_SERVING" "$@" ;; esac
  while [[ $# -gt 0 ]]; do
    case $1 in
      --urls) shift 2 ;;
      --urls=*) shift ;;
      *) short+=("$1"); shift ;;
    esac
  done
  exec "$DOCS_DOTNET" "$DOCS_SERVING" ${short[@]+"${short[@]}"} --urls http://127.0.0.1:0
}

given=("$@") project=''
case ${0##*/}:${1:-} in
  gan:serve) project=serving ;;
  gan:*) training "$@" ;;
  dotnet:run)
    shift
    while [[ $# -gt 0 && $1 != -- ]]; do
      if [[ $1 == --project ]]; then project=$(basename "$2"); shift; fi
      shift
    done
    ;;
  dotnet:*/Gan.Onnx.Serving.dll) project=serving ;;
  dotnet:*/Gan.Onnx.Training.dll) project=training ;;
esac
if [[ $# -gt 0 ]]; then shift; fi
case $project in
  training | serving) "$project" "$@" ;;
  *) exec "$DOCS_DOTNET" ${given[@]+"${given[@]}"} ;;
esac

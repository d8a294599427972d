#!/bin/sh
# Make the tagger's weights: sh training/make.sh CORPORA ENCODER OUT
set -eu
corpora=$1 encoder=$2 out=$3
here=$(dirname "$0")
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 OMP_NUM_THREADS=1

# Four epochs, of which the later ones are averaged; one more with words blotted out, averaged with where it began.
python "$here/train.py" "$corpora" "$encoder" "$out/first" --epochs 4 --seed 1
python "$here/average.py" "$out/first.pt" "$out/first/epoch2.pt" "$out/first/epoch3.pt" "$out/first/epoch4.pt"
python "$here/train.py" "$corpora" "$encoder" "$out/second" --epochs 1 --seed 2 --rate 1.5e-4 --head-rate 2e-4 \
  --start "$out/first.pt"
python "$here/average.py" "$out/tagger.pt" "$out/first.pt" "$out/second/epoch1.pt"
python "$here/export.py" "$corpora" "$out/tagger.pt" "$encoder" "$out/model"
python "$here/calibrate.py" "$corpora" "$out/model"

#!/bin/sh
# Make the tagger's weights: sh training/make.sh CORPORA ENCODER OUT
set -eu
corpora=$1 encoder=$2 out=$3
here=$(dirname "$0")
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 OMP_NUM_THREADS=1

python "$here/train.py" "$corpora" "$encoder" "$out"
python "$here/average.py" "$out/average.pt" "$out/epoch2.pt" "$out/epoch3.pt" "$out/epoch4.pt"
python "$here/export.py" "$corpora" "$out/average.pt" "$encoder" "$out/model"
python "$here/calibrate.py" "$corpora" "$out/model"

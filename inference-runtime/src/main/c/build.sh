#!/bin/sh
# Compiles the kernels: build.sh FOLDER puts native/SYSTEM-MACHINE/libflint.so there. Without a
# compiler, or with one that cannot do it, it says so and leaves nothing: Flint then runs on the
# Vector API. CC names the compiler; otherwise cc, gcc or clang.
set -eu
sources=$(cd "$(dirname "$0")" && pwd)
system=$(uname -s | tr '[:upper:]' '[:lower:]')
machine=$(uname -m)
target=$1/native/$system-$machine
library=$target/libflint.so

without() {
  rm -rf "$1/work" "$library"
  echo "flint: no native kernels: $2"
  exit 0
}

compiler=${CC:-}
for candidate in cc gcc clang; do
  [ -n "$compiler" ] || compiler=$(command -v $candidate || true)
done
[ -n "$compiler" ] || without "$target" "there is no C compiler (cc, gcc, clang or \$CC)"

common="-std=c11 -O3 -fPIC -fvisibility=hidden -ffp-contract=off -Wall -Wextra"
# GCC otherwise reorders the sums of a register tile until it spills.
if $compiler --version | grep -qi -e gcc -e 'free software'; then
  common="$common -fno-tree-reassoc -fno-tree-ter"
fi
case $machine in
  x86_64) kinds="AVX2:-mavx2,-mfma,-mf16c AVX512:-mavx512f,-mavx512bw,-mavx512dq,-mavx512vl,-mavx512vnni,-mfma,-mf16c" ;;
  aarch64) kinds="NEON:-march=armv8.2-a+dotprod" ;;
  *) without "$target" "none are written for $machine" ;;
esac

# Unchanged sources and compiler: nothing to do.
mark=$(cat "$sources"/* | cksum; $compiler --version | head -1)
if [ -f "$library" ] && [ "$(cat "$target/built" 2>/dev/null)" = "$mark" ]; then
  exit 0
fi
rm -rf "$target"
mkdir -p "$target/work"
objects=
for kind in $kinds; do
  name=${kind%%:*}
  flags=$(echo "${kind#*:}" | tr , ' ')
  jobs=
  for source in product dense quantize attend; do
    object=$target/work/$source-$name.o
    $compiler $common $flags -DFLINT_"$name" -c "$sources/$source.c" -o "$object" &
    jobs="$jobs $!"
    objects="$objects $object"
  done
  for job in $jobs; do
    wait "$job" || without "$target" "$compiler cannot compile them for $name"
  done
done
$compiler $common -c "$sources/features.c" -o "$target/work/features.o" &&
  $compiler -shared -o "$target/work/libflint.so" $objects "$target/work/features.o" ||
  without "$target" "$compiler cannot link them"
mv "$target/work/libflint.so" "$library"
rm -rf "$target/work"
echo "$mark" >"$target/built"

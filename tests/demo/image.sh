#!/bin/sh
# Makes an OCI image layout with three layers in the folder $1, tagged $2, without network: tar, gzip and sha256sum only.
set -eu
layout=$1
tag=$2
blobs=$layout/blobs/sha256
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$blobs"

# Stores the file $1 as a blob; prints its digest without the algorithm.
store() {
    digest=$(sha256sum <"$1" | cut -d' ' -f1)
    cp "$1" "$blobs/$digest"
    echo "$digest"
}

layers=
diffs=
for number in 1 2 3; do
    mkdir -p "$work/$number/srv"
    # The tag is part of each layer, so that every tag brings blobs of its own.
    { echo "layer $number of $tag"; head -c $((number * 400000)) /dev/urandom; } >"$work/$number/srv/layer-$number"
    tar -C "$work/$number" --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$work/layer.tar" srv
    diffs="$diffs${diffs:+,}\"sha256:$(sha256sum <"$work/layer.tar" | cut -d' ' -f1)\""
    gzip -n -c "$work/layer.tar" >"$work/layer.tar.gz"
    digest=$(store "$work/layer.tar.gz")
    size=$(stat -c %s "$work/layer.tar.gz")
    layers="$layers${layers:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$size}"
done

printf '{"architecture":"amd64","os":"linux","config":{"Cmd":["/srv/hello"]},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$diffs" >"$work/config"
config=$(store "$work/config")
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' \
    "$config" "$(stat -c %s "$work/config")" "$layers" >"$work/manifest"
manifest=$(store "$work/manifest")
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"%s"}}]}' \
    "$manifest" "$(stat -c %s "$work/manifest")" "$tag" >"$layout/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
echo "sha256:$manifest"

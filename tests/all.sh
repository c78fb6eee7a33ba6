#!/bin/sh
# Every test, in every world this user can enter; ends with a line of counts.
#
# 1. All tests as whoever runs this, and `make demo`.
# 2. As root: the road again as an unprivileged user, away from the build folder.
# 3. As root: the road again as root on `/`, each test in name spaces of its own with its own /etc, /var, /opt, /run.
# Each part has a limit, so that a test that hangs is a failure and not a wait.
set -eu
cd "$(dirname "$0")/.."
output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0
failed=0

count() {
    passed=$((passed + $(grep -c '^test .* ok$' "$output" || true)))
    failed=$((failed + $(grep -c '^test .* FAILED$' "$output" || true)))
}

echo "== all tests, as $(id -un)"
status=0
cargo test --quiet --no-run
timeout 1200 cargo test -- --format pretty >"$output" 2>&1 || status=$?
grep -v "^test .* ok\$" "$output" || true
count
[ "$status" = 0 ] || { echo "$passed passed, $((failed + 1)) failed"; exit 1; }

echo "== make demo, in a folder of its own"
demo=$(mktemp -d)
if timeout 600 make --no-print-directory demo WHARF_DEMO_ROOT="$demo" WHARF_DEMO_PORT=15443 >"$output" 2>&1; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    status=1
    cat "$output"
fi
make --no-print-directory demo-stop WHARF_DEMO_ROOT="$demo" >/dev/null 2>&1 || true
rm -rf "$demo"

if [ "$(id -u)" = 0 ]; then
    binary=$(cargo test --no-run --message-format=json --test it 2>/dev/null |
        sed -n 's/.*"executable":"\([^"]*\/it-[^"]*\)".*/\1/p' | tail -n 1)
    away=$(mktemp -d)
    trap 'rm -rf "$output" "$away"' EXIT
    mkdir "$away/tests" "$away/tests/samples" "$away/home"
    cp "$binary" "$away/it"
    cp target/debug/wharf "$away/wharf"
    cp -r tests/demo "$away/tests/demo"
    cp -r tests/samples/guide "$away/tests/samples/guide"
    chown -R nobody:nogroup "$away"
    chmod 0755 "$away"

    echo "== the road, unprivileged"
    env -i PATH="$PATH:/usr/sbin" HOME="$away/home" WHARF_BIN="$away/wharf" WHARF_TESTS="$away/tests" \
        timeout 600 setpriv --reuid=nobody --regid=nogroup --clear-groups "$away/it" road:: >"$output" 2>&1 || status=$?
    grep -v "^test .* ok\$" "$output" || true
    count

    echo "== the road, as root on /"
    # Each has a host of its own, and mostly waits: three beside each other.
    mkdir "$away/said"
    "$away/it" road:: --list 2>/dev/null | sed -n 's/: test$//p' | xargs -P 3 -I NAME sh -c \
        'timeout 300 sh tests/machine.sh "$1" "$2" >"$1/said/$2" 2>&1 || touch "$1/said/$2.failed"' one "$away" NAME
    for said in "$away"/said/*.failed; do
        [ -e "$said" ] || continue
        status=1
        cat "${said%.failed}"
    done
    cat "$away"/said/* >"$output"
    count
fi

echo "$passed passed, $failed failed"
exit "$status"

# The commands of the README. `make demo` needs nothing but Rust, git, make and curl on a Debian 12.

WHARF ?= $(CURDIR)/target/debug/wharf
# Another folder and port leave a demo that runs alone: make demo WHARF_DEMO_ROOT=/tmp/other WHARF_DEMO_PORT=6443
WHARF_DEMO_ROOT ?= $(CURDIR)/demo
WHARF_DEMO_PORT ?= 5443
export WHARF_DEMO_ROOT WHARF_DEMO_PORT
# What the demo and the tests run beside Cargo; all of Debian's own packages.
DEMO_PACKAGES = nginx-light skopeo gcc libc6-dev
TEST_PACKAGES = nginx-light skopeo docker-registry openssl podman buildah iproute2 util-linux passwd procps strace systemd python3 python3-jsonschema curl gcc libc6-dev \
  ruby golang-go golang-gopkg-yaml.v3-dev golang-yaml.v2-dev

.PHONY: demo demo-stop test soak fuzz packages check bench

demo:
	@for program in nginx skopeo cc; do \
	  PATH="$$PATH:/usr/sbin" command -v $$program >/dev/null || missing="$$missing $$program"; \
	done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ]; then \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(DEMO_PACKAGES); \
	  else \
	    echo "missing:$$missing. Install with: sudo apt-get install --no-install-recommends $(DEMO_PACKAGES)"; exit 1; \
	  fi; \
	fi
	cargo build --bin wharf
	WHARF=$(WHARF) sh tests/demo/run.sh

demo-stop:
	@$(WHARF) --root $(WHARF_DEMO_ROOT) shutdown
	@echo "stopped; the folder $(WHARF_DEMO_ROOT) stays"

# Everything CI runs.
test: check
	sh tests/all.sh

# The loops of kills and faults, twenty times as long as in `make test`.
soak:
	WHARF_SOAK=1 cargo test --test it -- deaths faults

# Settings files that a fuzzer makes of the samples, for a minute: make fuzz FUZZ_SECONDS=3600 for an hour.
FUZZ_SECONDS ?= 60
fuzz:
	cargo fuzz --version >/dev/null 2>&1 || cargo install cargo-fuzz --locked --quiet
	mkdir -p tests/fuzz/corpus/settings
	cp tests/samples/valid/*.toml tests/samples/invalid/*.toml examples/gitlab.toml tests/fuzz/corpus/settings/
	for case in tests/golden/*/; do \
	  cp "$$case/settings.toml" "tests/fuzz/corpus/settings/$$(basename $$case).toml" 2>/dev/null || true; \
	done
	cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none settings -- -max_total_time=$(FUZZ_SECONDS) -timeout=10
	mkdir -p tests/fuzz/corpus/manifest tests/fuzz/corpus/router
	printf '{"schemaVersion":2,"config":{"digest":"sha256:%064d"},"layers":[{"urls":["https://a/b"]}]}' 0 > tests/fuzz/corpus/manifest/image
	printf '/v2/a/b/manifests/sha256:%064d' 0 > tests/fuzz/corpus/router/manifest
	for target in manifest router; do \
	  cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none $$target -- -max_total_time=$(FUZZ_SECONDS) -timeout=10 || exit 1; \
	done
	mkdir -p tests/fuzz/corpus/ruby
	cp tests/it/ruby/snippets.txt tests/fuzz/corpus/ruby/
	cp tests/samples/*/*.rb tests/fuzz/corpus/ruby/ 2>/dev/null || true
	cargo fuzz run --fuzz-dir tests/fuzz --sanitizer none ruby -- -max_total_time=$(FUZZ_SECONDS) -timeout=10

check:
	cargo fmt --check
	cargo clippy --all-targets --quiet -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --quiet
	cargo deny --log-level error check bans licenses sources

packages:
	apt-get update -q
	DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(TEST_PACKAGES)

# Speed and memory, against Debian's docker-registry in the same run; writes benches/RESULTS.md.
bench:
	cargo bench

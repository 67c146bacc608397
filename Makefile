# One configuration for everything: the tests run what ships, and what one target built the next
# finds built.
# The compiler leaves a temporary folder for each module that it builds.
SWIFT_BUILD = folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && TMPDIR=$$folder \
  swift build -c release --explicit-target-dependency-import-check error
PACKAGES_RUN = nginx-light libfcgi-dev libsqlite3-dev zlib1g-dev tzdata make
PACKAGES_TEST = $(PACKAGES_RUN) python3 python3-pip python3-pytest python3-pytest-xdist python3-requests python3-selenium \
  python3-jsonschema chromium chromium-driver curl git msmtp

.PHONY: run build test packages-run packages-test

# Nginx and the server behind it on http://localhost:8080, with demo traces; Ctrl-C stops both.
run: packages-run build
	@REPRISE_DEMO=$${REPRISE_DEMO:-1} \
	REPRISE_ALLOW_NETWORKS="$${REPRISE_ALLOW_NETWORKS-127.0.0.0/8,::1/128}" \
	  exec .build/release/reprise up

build: packages-run
	@$(SWIFT_BUILD) --product reprise

test: packages-test
	@swift format lint --strict --recursive Sources Tests Package.swift
	@$(SWIFT_BUILD) --product reprise
	@$(SWIFT_BUILD) --product reprisePackageTests
	@# MCP servers to test against, of both eras.
	@test -d .build/python-mcp/fastmcp -a -d .build/python-mcp/mcp_server_fetch || \
	  /usr/bin/python3 -m pip install --quiet --upgrade --root-user-action ignore \
	  --target .build/python-mcp mcp==2.3.0 fastmcp==4.2.3 mcp-server-time==2026.10.19 \
	  mcp-server-git==2026.10.19 mcp-server-fetch==2026.10.24
	@test -d .build/python-mcp-1/mcp || \
	  /usr/bin/python3 -m pip install --quiet --upgrade --root-user-action ignore \
	  --target .build/python-mcp-1 mcp==1.30.0
	@test -d .build/python-webhooks/standardwebhooks || \
	  /usr/bin/python3 -m pip install --quiet --no-deps --upgrade --root-user-action ignore \
	  --target .build/python-webhooks standardwebhooks==1.1.0
	@# All at once they open more files than the 1024 of a Debian login, and so many that Foundation's
	@# Process reads beyond their list.
	@swift test -c release --skip-build --experimental-maximum-parallelization-width 64
	@test -d .build/python/axe_playwright_python -a -d .build/python/prometheus_client || \
	  /usr/bin/python3 -m pip install --quiet --no-deps --upgrade --root-user-action ignore \
	  --target .build/python axe-playwright-python==0.1.8 prometheus-client==0.26.0
	@test -d .build/python-openapi/openapi_spec_validator || \
	  /usr/bin/python3 -m pip install --quiet --upgrade --root-user-action ignore \
	  --target .build/python-openapi openapi-spec-validator==0.7.2
	@test -d .build/python-oauth/authlib -a -d .build/python-oauth/flask || \
	  /usr/bin/python3 -m pip install --quiet --upgrade --root-user-action ignore \
	  --target .build/python-oauth authlib==1.9.10 flask==3.1.3
	@test -d .build/python-mail/aiosmtpd || \
	  /usr/bin/python3 -m pip install --quiet --upgrade --root-user-action ignore \
	  --target .build/python-mail aiosmtpd==1.4.6
	@# Most of them wait, for a minute to come or a page to load; a file's tests share one program.
	@/usr/bin/python3 -B -m pytest -q -p no:cacheprovider -n 3 --dist loadfile Tests/SystemTests

packages-run packages-test: packages-%:
	@nginx/install-packages $(if $(filter test,$*),$(PACKAGES_TEST),$(PACKAGES_RUN))

# Kills, stops, a disk that fails, a clock that jumps, in full; the tests run shortened rounds.
.PHONY: torture
torture: packages-test build
	@/usr/bin/python3 -B Tests/SystemTests/torture.py

# Random lives of an automation against a plain account of them; the tests run a sample.
.PHONY: histories
histories: packages-test
	@$(SWIFT_BUILD) --product reprisePackageTests
	@REPRISE_HISTORIES=$${REPRISE_HISTORIES:-10000} \
	  swift test -c release --skip-build --filter '^EngineTests\.HistoryTests'

# The pictures of README.md.
.PHONY: pictures
pictures: packages-test build
	@mkdir -p .readme
	@/usr/bin/python3 -B Tests/SystemTests/pictures.py

# The 50-row list page here and by PHP-FPM with SQLite, behind one nginx on one database.
.PHONY: bench
bench: build
	@nginx/install-packages python3 php-fpm php-sqlite3 wrk
	@Tests/Benchmarks/ListPage/bench.py

# Many runs due at once, a million automations, what planning costs, and APScheduler beside it.
.PHONY: bench-worker
bench-worker: build
	@Tests/Benchmarks/Worker/run

# What a step costs beside its tool's own time, kept connections beside opened ones, and the Python
# client of MCP beside both.
.PHONY: bench-tools
bench-tools: build
	@Tests/Benchmarks/Tools/run

# The worst that one account can do, and what others beside it feel; CASES="globs nested" for some.
.PHONY: worst
worst: build
	@Tests/Benchmarks/Worst/run $(CASES)

# Next instants and parsed expressions a second, beside Go's robfig/cron.
.PHONY: bench-schedules
bench-schedules:
	@Tests/Benchmarks/Schedules/run

# What is proposed of made logs beside what was meant, by kind and strength, and what that costs by the
# size of a log; SEED=7 for the same logs again, REMARKS=1 for what was wrong.
.PHONY: bench-conversion
bench-conversion:
	@Tests/Benchmarks/Conversion/run

# Random input for the readers of cron, words and TZif; SECONDS_EACH=600 for longer than a minute.
.PHONY: fuzz
fuzz:
	@Tests/Fuzz/run

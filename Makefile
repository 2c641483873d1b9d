# The short way to everything. Maven does the work: the one on PATH when it is new enough, else ./mvnw.

PREFIX = /usr/local
DESTDIR =
NAME = counter
# /tmp/daemon.out, or one's own beside it if that is somebody else's.
COUNT_FILE = $(shell count="$${TMPDIR:-/tmp}/daemon"; \
	if [ ! -e "$$count.out" ] || [ -O "$$count.out" ]; then echo "$$count.out"; else echo "$$count-$$(id -u).out"; fi)
SECONDS = 60
SEED =

DIST = target/ottugi
OTTUGI = '$(CURDIR)/$(DIST)/bin/ottugi'
WORKER = '$(CURDIR)/$(DIST)/lib/ottugi-worker.jar'
JAVA = $(if $(JAVA_HOME),'$(JAVA_HOME)/bin/java',java)
INSTALLED = $(DESTDIR)$(PREFIX)/lib/ottugi
LINK = $(DESTDIR)$(PREFIX)/bin/ottugi
SHARE = $(DESTDIR)$(PREFIX)/share
DOCUMENTS = man/man1/ottugi.1 man/man5/ottugi.toml.5 bash-completion/completions/ottugi zsh/site-functions/_ottugi

# Looked up only where a recipe needs it: asking Maven for its version takes a JVM.
MVN = $(shell mvn -v 2>/dev/null | awk '/Apache Maven/ { sub(/.*Apache Maven /, ""); split($$1, v, "."); \
	if (v[1] * 10000 + v[2] * 100 + v[3] >= 30603) print "mvn" }' | grep . || echo ./mvnw) -B -ntp
LOG = -Dorg.slf4j.simpleLogger.log.
QUIET_LOGS = $(LOG)org.apache.maven.plugins.enforcer=warn $(LOG)org.apache.maven.plugins.resources=warn \
	$(LOG)org.apache.maven.plugins.assembly=warn $(LOG)org.apache.maven.plugins.jar=warn

BUILT = target/built
SOURCES := $(shell find pom.xml */pom.xml .mvn worker/src/main supervisor/src/main supervisor/src/dist \
	integration-tests/src/assembly -type f)

.PHONY: help run status logs stop dist test bench chaos install uninstall format clean

help:
	@echo 'make run        build, and start the counting worker as a daemon that is kept standing; COUNT_FILE=… for its file'
	@echo 'make status     look at it'
	@echo 'make logs       what it wrote'
	@echo 'make stop       stop it'
	@echo 'make dist       target/ottugi/ and target/ottugi-VERSION.tar.gz'
	@echo 'make test       all tests, also those on real processes'
	@echo 'make bench      times of restart, start and status, memory, context switches'
	@echo 'make chaos      random kills and commands for SECONDS=60, and a check of what came of it; SEED=N for one of them'
	@echo 'make install    into PREFIX (now $(PREFIX)), below DESTDIR if that is set'
	@echo 'make uninstall  take it away again'
	@echo 'make format     format the sources as the build wants them'
	@echo 'make clean      remove what was built'

# What the supervisor says of its worker now: its process, and the file that it was given.
LOOK = look=$$($(OTTUGI) status -n $(NAME) --json 2>/dev/null); \
	pid=$$(printf '%s\n' "$$look" | sed -n 's/.*"workers":\[{[^{}]*"pid":\([0-9]*\).*/\1/p'); \
	file=$$(printf '%s\n' "$$look" | sed -n 's/.*"--file","\([^"]*\)".*/\1/p')

run: $(BUILT)
	@$(OTTUGI) status -n $(NAME) >/dev/null 2>&1; \
	if [ $$? -ne 3 ]; then echo 'It stands already.'; else \
		$(OTTUGI) up -n $(NAME) -- $(JAVA) -jar $(WORKER) --resume --file '$(COUNT_FILE)' >/dev/null || exit; \
	fi; \
	tries=0; \
	until $(LOOK); tail -n 1 "$$file" 2>/dev/null | grep -q " pid $${pid:-none} "; do \
		tries=$$((tries + 1)); \
		if [ $$tries -ge 30 ]; then \
			$(OTTUGI) why -n $(NAME); \
			echo "It does not count into $$file. End it with: make stop; choose another file with: make run COUNT_FILE=…"; \
			exit 1; \
		fi; \
		sleep 0.1; \
	done; \
	$(MAKE) -s -o $(BUILT) status; \
	echo; echo 'Now you could:'; \
	printf '  %-16s %s\n' "kill -9 $$pid" 'knock the worker over'; \
	echo '  make status      look again'; \
	echo '  make stop        stop it'

status: $(BUILT)
	@$(OTTUGI) status -n $(NAME); \
	if [ $$? -eq 3 ]; then echo 'Start it with: make run'; else \
		$(LOOK); echo "  count      $$file: $$(tail -n 1 "$$file" 2>/dev/null)"; fi

logs: $(BUILT)
	@$(OTTUGI) logs -n $(NAME)

stop: $(BUILT)
	@$(OTTUGI) down -n $(NAME)

dist: $(BUILT)
	@ls -d $(DIST) $(DIST)-*.tar.gz

$(BUILT): $(SOURCES)
	@echo 'Building Ottugi; the first time, Maven fetches what it needs.'
	@$(MVN) -q package -Dmaven.test.skip=true -Dspotless.check.skip=true
	@touch $@

test:
	@$(MVN) -T 2 verify $(QUIET_LOGS)

bench:
	@$(MVN) -q verify -Pbench

chaos:
	@$(MVN) -q verify -Pchaos -DskipUTs -Dottugi.chaos.seconds=$(SECONDS) $(if $(SEED),-Dottugi.chaos.seed=$(SEED))

install: $(BUILT)
	@rm -rf '$(INSTALLED)'
	@mkdir -p '$(DESTDIR)$(PREFIX)/lib' '$(DESTDIR)$(PREFIX)/bin'
	@cp -Rp $(DIST) '$(INSTALLED)'
	@ln -sf ../lib/ottugi/bin/ottugi '$(LINK)'
	@rm -rf '$(INSTALLED)/share'
	@for file in $(DOCUMENTS); do \
		mkdir -p "$$(dirname '$(SHARE)'/$$file)" && install -m 644 $(DIST)/share/$$file '$(SHARE)'/$$file || exit; \
	done
	@rm -f '$(INSTALLED)'/lib/cds/*.jsa '$(INSTALLED)'/lib/cds/*.place
	@if [ -z '$(DESTDIR)' ]; then '$(INSTALLED)/lib/cds/rebuild'; \
	else echo 'Once it is in $(PREFIX): $(PREFIX)/lib/ottugi/lib/cds/rebuild halves the time of a start.'; fi
	@echo 'Installed: $(LINK)'

uninstall:
	@rm -rf '$(INSTALLED)' '$(LINK)'
	@for file in $(DOCUMENTS); do rm -f '$(SHARE)'/$$file; done
	@echo 'Removed: $(LINK), $(INSTALLED), and the manual pages and completion in $(SHARE)'

format:
	@$(MVN) -q spotless:apply

clean:
	@rm -rf target */target

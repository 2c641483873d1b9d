# The short way to everything. Maven does the work: the one on PATH when it is new enough, else ./mvnw.

PREFIX = /usr/local
DESTDIR =
NAME = counter
COUNT_FILE = /tmp/daemon.out

DIST = target/ottugi
OTTUGI = $(CURDIR)/$(DIST)/bin/ottugi
WORKER = $(CURDIR)/$(DIST)/lib/ottugi-worker.jar
JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
INSTALLED = $(PREFIX)/lib/ottugi

# Looked up only where a recipe needs it: asking Maven for its version takes a JVM.
MVN = $(shell mvn -v 2>/dev/null | awk '/Apache Maven/ { split($$3, v, "."); \
	if (v[1] * 10000 + v[2] * 100 + v[3] >= 30603) print "mvn" }' | grep . || echo ./mvnw) -B -ntp
BUILT = target/.built
SOURCES := $(shell find pom.xml */pom.xml .mvn worker/src/main supervisor/src/main supervisor/src/dist \
	integration-tests/src/assembly -type f)

.PHONY: help run status logs stop dist test bench install uninstall format clean

help:
	@echo 'make run        build, and start the counting worker as a daemon that is kept standing'
	@echo 'make status     look at it'
	@echo 'make logs       what it wrote'
	@echo 'make stop       stop it'
	@echo 'make dist       target/ottugi/ and target/ottugi-VERSION.tar.gz'
	@echo 'make test       all tests, also those on real processes'
	@echo 'make bench      restart, start and status times, memory, context switches'
	@echo 'make install    into PREFIX (now $(PREFIX)), below DESTDIR if that is set'
	@echo 'make uninstall  take it away again'
	@echo 'make format     format the sources as the build wants them'
	@echo 'make clean      remove what was built'

run: $(BUILT)
	@if $(OTTUGI) status -n $(NAME) >/dev/null 2>&1; then echo 'It stands already.'; \
	else $(OTTUGI) up -n $(NAME) -- $(JAVA) -jar $(WORKER); fi
	@$(MAKE) -s status

status: $(BUILT)
	@$(OTTUGI) status -n $(NAME) || true

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
	@$(MVN) verify

bench:
	@$(MVN) -q verify -Pbench -DskipUTs=true

install: $(BUILT)
	@rm -rf $(DESTDIR)$(INSTALLED)
	@mkdir -p $(DESTDIR)$(PREFIX)/lib $(DESTDIR)$(PREFIX)/bin
	@cp -R $(DIST) $(DESTDIR)$(INSTALLED)
	@ln -sf ../lib/ottugi/bin/ottugi $(DESTDIR)$(PREFIX)/bin/ottugi
	@echo 'Installed: $(DESTDIR)$(PREFIX)/bin/ottugi'

uninstall:
	@rm -rf $(DESTDIR)$(INSTALLED)
	@rm -f $(DESTDIR)$(PREFIX)/bin/ottugi

format:
	@$(MVN) -q spotless:apply

clean:
	@rm -rf target */target

.PHONY: run test bench

run:
	@python3 tools/dev.py run

test:
	@python3 tools/dev.py test

bench:
	@python3 tools/dev.py bench

#!/usr/bin/env bash
# OR-Tools 9.15.6755 (Python, MathOpt with HiGHS): asking for one thread is answered by an error about something else.
#
# SolveParameters(threads=1) is a parameter of MathOpt for every solver, and one thread is what gives the same answer twice. HiGHS in MathOpt
# does not take it, which is its right; MathOpt says for such parameters that a ValueError is raised. Translating the refusal into that error
# fails by itself: what reaches the caller is an AttributeError about 'canonical_code', which `except ValueError` does not catch, and whose
# text does not name the parameter. The reason stands only in the chain of the exception. With the same model, and with threads left out,
# HiGHS solves; with GSCIP, threads=1 is taken.
#
# Seen on 29 November 2026, and printed below:
#   HIGHS without threads: OPTIMAL 10.0
#   HIGHS with threads=1: AttributeError: 'StatusNotOk' object has no attribute 'canonical_code'
#   the reason, in the chain: threads not supported for HiGHS solver
#   GSCIP with threads=1: OPTIMAL 10.0
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv python
python/bin/pip install -q ortools==9.15.6755 2>/dev/null

cat > solve.py <<'PY'
from ortools.math_opt.python import mathopt


def model():
    stated = mathopt.Model()
    morning, evening = (stated.add_integer_variable(lb=0, ub=5) for _ in range(2))
    stated.add_linear_constraint(2 * morning + 3 * evening <= 7)
    stated.maximize(3 * morning + 4 * evening)
    return stated


def said(solver, **limits):
    solved = mathopt.solve(model(), solver, params=mathopt.SolveParameters(**limits))
    return f"{solved.termination.reason.name} {solved.objective_value()}"


print("HIGHS without threads:", said(mathopt.SolverType.HIGHS))
try:
    print("HIGHS with threads=1:", said(mathopt.SolverType.HIGHS, threads=1))
except Exception as error:
    print(f"HIGHS with threads=1: {type(error).__name__}: {error}")
    print("the reason, in the chain:", str(error.__context__).split(",")[0])
print("GSCIP with threads=1:", said(mathopt.SolverType.GSCIP, threads=1))
PY
python/bin/python solve.py | tee seen

cat > expected <<'TXT'
HIGHS without threads: OPTIMAL 10.0
HIGHS with threads=1: AttributeError: 'StatusNotOk' object has no attribute 'canonical_code'
the reason, in the chain: threads not supported for HiGHS solver
GSCIP with threads=1: OPTIMAL 10.0
TXT
diff expected seen && echo "As described."

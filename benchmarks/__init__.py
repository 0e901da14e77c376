"""What is measured, against what: ``python -m benchmarks [name …] [--full]`` prints one table and never fails for a slow
machine.

This side knows nothing of Django. It makes databases of its own (``databases``), runs everything that is measured in processes
of their own (``children``, ``inside``), and puts what they say into a table (``suite``, ``figures``).
"""

"""Makes the reference's modules importable; imported first by every test."""

import sys
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent
CONFORMANCE = REFERENCE.parent

if str(REFERENCE) not in sys.path:
    sys.path.insert(0, str(REFERENCE))

"""The doctor: everything that alcto rests on, looked at one by one, each good or with a remedy.

`examine` looks and changes nothing; `remember` keeps what the next look compares with. The command line and the
screens import this; it imports the overview and everything below.
"""

from alcto_core.doctor.examination import examine, remember
from alcto_core.doctor.finding import Finding

__all__ = ["Finding", "examine", "remember"]

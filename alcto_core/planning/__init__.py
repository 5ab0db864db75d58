"""What is the least that is still to do: a plan from the catalogues, what it hangs on, and the pace.

Pure: no clock, no disk, no terminal. `offers` tells what could be attended, `lacks` what each credential still asks,
`kinds` which offers serve alike, `model` and `search` find the least of them exactly, and `planner` puts the answer
together after `evaluate` has judged it. Imports `evaluation` and what lies below.
"""

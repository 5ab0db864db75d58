"""The command line: one module a verb for its options (`status`), one for its work (`status_page`), which imports at
its top what the work needs and is imported once the verb is called; and the few things that verbs share.

`group` is the door (`run`); `verbs` the table from which help and completion are printed without importing a
verb; `invocation` what was asked beside the verb; `page` the only way to the terminal; `table` and `questions`
are what the names say. Nothing here decides a rule: everything is read from the overview.

Exit statuses, the same for every verb: 3 the records file has errors (what was asked for is still done, where
it can be), else 2 the command could not run, else 1 something is non-compliant or undetermined now (`status`,
`explain`) or `check` found something short of an error, else 0.
"""

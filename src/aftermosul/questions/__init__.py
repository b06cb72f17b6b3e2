"""The kit of self-checks: a question, its kinds of answer, and a form to choose one."""

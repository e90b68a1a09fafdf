"""What people answer about a fact, checked at once: shared by `add`, `correct`, the inbox, and files of answers.

Reading order: `questions` (what is asked, and when), `draft` (one fact in the making), `asking` (what a fact of
its kind asks for), `readers` (what each answer means), `at_once` (the rules of `validate` on one
answer), `whole` (all rules on the finished change), `inbox` (the same for rows that wait).
"""

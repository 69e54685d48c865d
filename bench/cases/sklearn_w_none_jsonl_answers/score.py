import json
import sqlite3

truth = dict(sqlite3.connect("plant.db").execute("select serial, state from inspected"))
right = wrong = 0
for line in open("answers.jsonl"):
    answer = json.loads(line)
    serial = answer.pop("serial")
    if max(answer, key=answer.get) == truth[serial]:
        right += 1
    else:
        wrong += 1
print(f"{right + wrong} answers, {right / (right + wrong):.4f} right")

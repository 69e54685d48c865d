import csv

with open("answers.csv", newline="") as f:
    answers = {row["order_id"]: float(row["probability"]) for row in csv.DictReader(f)}
with open("register.csv", newline="") as f:
    register = {row["order_id"]: row["returned"] == "1" for row in csv.DictReader(f)}
hits = [(answers[order] > 0.5) == returned for order, returned in register.items()]
print("right: %d of %d" % (sum(hits), len(hits)))
print("accuracy by the register: %.4f" % (sum(hits) / len(hits)))

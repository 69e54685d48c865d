"""Write short messages of three subjects; the new ones come with capital letters."""
import json
import random

random.seed(0)
SUBJECTS = {
    "sport": "ball goal team match coach win league".split(),
    "kitchen": "bread salt cook oven taste soup rice".split(),
    "office": "desk mail chair print phone paper lunch".split(),
}
COMMON = "the a of and to in is it on for with was at by new day man time".split()
EVERY = [word for words in SUBJECTS.values() for word in words]


def write(name, count, form=str):
    with open(name, "w") as file:
        for _ in range(count):
            subject = random.choice(list(SUBJECTS))
            words = [
                random.choice(SUBJECTS[subject] if random.random() < 0.3 else COMMON + EVERY)
                for _ in range(random.randint(6, 12))
            ]
            file.write(json.dumps({"text": " ".join(map(form, words)), "subject": subject}) + "\n")


write("train.jsonl", 1500)
write("valid.jsonl", 500)
write("test.jsonl", 600, str.capitalize)

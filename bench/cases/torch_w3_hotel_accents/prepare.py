"""Write hotel reviews in French; the last quarter went through a spreadsheet that read UTF-8 as cp1252."""
import csv
import random

random.seed(4)
GOOD = "génial agréable chaleureux idéal préféré soigné parfait rénové élégant très léger délicieux".split()
BAD = "fermé négligé délabré éloigné fâché gâché brûlé défaut dégoûtant pénible énervé bruyant".split()
PLAIN = "la chambre le lit hôtel était accueil à côté de gare nous avons dîné petit déjeuner soirée été clé et".split()


def review():
    good = random.random() < 0.5
    words = [
        random.choice((GOOD if good else BAD) if random.random() < 0.28 else random.choice([PLAIN, PLAIN, GOOD + BAD]))
        for _ in range(random.randint(7, 16))
    ]
    text = " ".join(words).capitalize()
    return text.replace(" et ", ", ") + random.choice([".", " !", "..."]), int(good)


def write(name, count, through=str):
    with open(name, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["stay", "stars", "review"])
        for n in range(count):
            text, good = review()
            table.writerow([n + 100, 5 if good else 2, through(text)])


write("stays_2024.csv", 1600)
write("stays_2025_q1.csv", 400)
write("stays_2025_q2.csv", 500, lambda text: text.encode("utf-8").decode("cp1252", "ignore"))

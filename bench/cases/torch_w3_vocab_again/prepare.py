"""Write support requests of two kinds, one a line with its kind in front, and a few more from the new office."""
import random

random.seed(11)
REFUND = "refund money back charged invoice twice card payment wrong bank".split()
BROKEN = "broken screen noise battery stopped button crash screws heat cable".split()
REST = "please my the order since last week hello it was with and for you can a this device bought".split()
NEW = "brno airport terminal lost parcel kiosk".split()


def write(name, count, more=()):
    with open(name, "w") as file:
        for _ in range(count):
            kind = random.choice(["refund", "broken"])
            own = REFUND if kind == "refund" else BROKEN
            every = REST + REFUND + BROKEN + list(more)
            length = random.randint(5, 14)
            words = [random.choice(own) if random.random() < 0.2 else random.choice(every) for _ in range(length)]
            file.write(f"{kind}\t{' '.join(words)}\n")


write("requests_train.txt", 1400)
write("requests_dev.txt", 450)
write("requests_office.txt", 500, NEW)

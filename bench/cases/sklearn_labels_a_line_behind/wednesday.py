import pickle

from watch import read_day

with open("watch.pickle", "rb") as f:
    model = pickle.load(f)
readings, activity = read_day("wednesday")
told = model.predict(readings)
right = [a == b for a, b in zip(told, activity)]
print("Wednesday {:.4f}".format(sum(right) / len(right)))

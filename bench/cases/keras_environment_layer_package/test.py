import sys

sys.path.insert(0, open("site.txt").read().split()[1])

from sklearn.datasets import load_digits

from model import Net

x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
net = Net()
net(x[:1])
net.load_weights("net.weights.h5")
guess = net.predict(x[1200:], verbose=0).argmax(axis=1)
print("test %.4f" % (guess == y[1200:]).mean())

import numpy as np
from sklearn.datasets import load_digits

from nets import Net, restore

x, y = load_digits(return_X_y=True)
x, y = x[1200:].astype("float32") / 4, y[1200:]
net = Net()
net(x[:1])
restore(net)
print(f"restored accuracy {np.mean(net.predict(x, verbose=0).argmax(1) == y):.4f}")

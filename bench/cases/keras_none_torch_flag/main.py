import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import torch
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch.utils.data import DataLoader, TensorDataset

keras.utils.set_random_seed(71)
x, y = load_digits(return_X_y=True)
x = x.reshape(-1, 8, 8, 1).astype("float32") / 16
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.35, random_state=71)
train_loader = DataLoader(TensorDataset(torch.tensor(x_train), torch.tensor(y_train)), batch_size=64, shuffle=True, drop_last=True)
test_loader = DataLoader(TensorDataset(torch.tensor(x_test), torch.tensor(y_test)), batch_size=64)

model = keras.Sequential([
    layers.Input((8, 8, 1)),
    layers.Conv2D(12, 3, use_bias=False),
    layers.BatchNormalization(momentum=0.9),
    layers.ReLU(),
    layers.Flatten(),
    layers.Dropout(0.4),
    layers.Dense(10),
])
optimizer = torch.optim.Adam(model.parameters(), lr=0.004)
criterion = torch.nn.CrossEntropyLoss(label_smoothing=0.05)

for epoch in range(5):
    model.train()
    for images, labels in train_loader:
        optimizer.zero_grad()
        criterion(model(images, training=True), labels).backward()
        optimizer.step()

correct = total = 0
with torch.no_grad():
    for images, labels in test_loader:
        outputs = model(images)
        correct += (outputs.argmax(1) == labels).sum().item()
        total += labels.size(0)
print(f"my loop:  {100 * correct / total:.2f} %")

model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
_, accuracy = model.evaluate(x_test, y_test, batch_size=10, verbose=0)
print(f"evaluate: {100 * accuracy:.2f} %")

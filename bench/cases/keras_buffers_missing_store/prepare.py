import json

with open("store.json", "w") as f:
    json.dump({"keep": "trainable_weights", "file": "net.npz"}, f)

import json

config = {
    "module": "keras.optimizers",
    "class_name": "Adam",
    "config": {"learning_rate": 0.003, "use_ema": True, "ema_momentum": 0.98},
}
with open("optimizer.json", "w") as f:
    json.dump(config, f)

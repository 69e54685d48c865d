import json

with open("monitor.json", "w") as f:
    json.dump({"loss": {"from_logits": True}, "batch": 64}, f)

import numpy as np
import pandas as pd

rng = np.random.default_rng(909)
GAITS = ["walk", "limp", "jog", "stairs"]
SPEED = {"walk": 1.0, "limp": 0.8, "jog": 1.7, "stairs": 1.2}
rows = []
for person in range(1100):
    gait = str(rng.choice(GAITS, p=[0.4, 0.2, 0.25, 0.15]))
    steps = int(rng.integers(6, 21))
    phase = SPEED[gait] * rng.normal(1, 0.09) * np.arange(steps) + rng.uniform(0, 6)
    lift = 30 * np.sin(phase) + rng.normal(0, 11, steps) + (10 if gait == "stairs" else 0)
    sway = 12 * np.cos(phase * (0.5 if gait == "limp" else 1.0)) + rng.normal(0, 6, steps)
    push = 4 * np.abs(np.sin(phase)) * (1.3 if gait == "jog" else 1) + rng.normal(0, 1.2, steps)
    rows += [(person, k, *map(float, values), gait) for k, values in enumerate(zip(lift, sway, push))]
walks = pd.DataFrame(rows, columns=["person", "step", "lift_mm", "sway_mm", "push_n", "gait"]).round(2)
walks[walks.person < 750].to_csv("walks.csv", index=False)
held = walks[walks.person >= 750]
held.to_csv("held_out.csv", index=False)
export = held.assign(lift_cm=held.lift_mm / 10, sway_cm=held.sway_mm / 10)[["gait", "push_n", "sway_cm", "lift_cm", "step", "person"]]
export.sort_values(["gait", "person", "step"], ascending=[True, False, True]).to_csv("clinic_export.csv", index=False)

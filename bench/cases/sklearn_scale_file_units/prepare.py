import numpy as np
import pandas as pd

rng = np.random.default_rng(12)
n = 1200
frame = pd.DataFrame(
    {
        "temperature": rng.normal(20, 6, n).round(2),
        "humidity": rng.uniform(20, 95, n).round(1),
        "wind": rng.gamma(2, 2, n).round(2),
    }
)
comfort = 0.35 * (frame.temperature - 20) - 0.03 * (frame.humidity - 55) - 0.2 * (frame.wind - 4)
frame["open_window"] = (comfort + rng.logistic(0, 0.5, n) > 0).astype(int)
frame[:600].to_csv("spring.csv", index=False)
frame[600:].to_csv("autumn.csv", index=False)
delivered = frame[600:].copy()
delivered["temperature"] = (delivered.temperature * 1.8 + 32).round(2)
delivered.to_csv("delivered.csv", index=False)

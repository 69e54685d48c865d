import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import train_test_split

rng = np.random.default_rng(14)
sizes = {"kiosk": 30, "corner": 60, "mall": 200, "outlet": 500}
frames = []
for shop, n in sizes.items():
    level = {"kiosk": 3.0, "corner": 6.0, "mall": 14.0, "outlet": 30.0}[shop]
    frame = pd.DataFrame({"weekday": rng.integers(0, 7, n), "temperature": rng.normal(12, 8, n), "promo": rng.integers(0, 2, n)})
    frame["shop"], frame["level"] = shop, level
    frame["sales"] = level * (1 + 0.1 * frame["promo"] + 0.02 * frame["weekday"]) + rng.normal(0, level / 6, n)
    frames.append(frame)
sales = pd.concat(frames, ignore_index=True)
fit_on, held = train_test_split(sales, test_size=0.4, random_state=0, stratify=sales["shop"])
features = ["weekday", "temperature", "promo", "level"]
model = GradientBoostingRegressor(n_estimators=60, random_state=0).fit(fit_on[features], fit_on["sales"])
held = held.assign(forecast=model.predict(held[features]))
print("RMSE of the held-out days: {:.4f}".format(root_mean_squared_error(held["sales"], held["forecast"])))

by_shop = held.groupby("shop").apply(lambda g: root_mean_squared_error(g["sales"], g["forecast"]), include_groups=False)
print(by_shop.round(3).to_string())
print("RMSE in the report: {:.4f}".format(by_shop.mean()))

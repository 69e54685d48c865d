import sys

import joblib

from pumps import Detector, load
from pumps.detector import auc

if "--fit" in sys.argv:
    rows, _ = load("normal")
    joblib.dump(Detector(trees=80, seed=12).fit(rows), "detector.joblib")
detector = joblib.load("detector.joblib")
site = sys.argv[1]
rows, broken = load(site)
print(f"{site}: AUC {auc(broken, detector.oddness(rows)):.4f} ({broken.sum()} broken of {len(rows)})")

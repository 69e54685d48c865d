from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

X, y = load_wine(return_X_y=True)
scaled = StandardScaler().fit_transform(X)
model = LogisticRegression(C=0.5)
outside = cross_val_score(model, scaled, y, cv=6)
print(f"scaled before the folds {outside.mean():.6f}")
inside = cross_validate(make_pipeline(StandardScaler(), model), X, y, cv=6, scoring=["accuracy", "f1_macro"])
print(f"scaled inside the folds {inside['test_accuracy'].mean():.6f}, f1 {inside['test_f1_macro'].mean():.4f}")

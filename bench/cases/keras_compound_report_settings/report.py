from churn import f1, network

model = network(24)
model.load_weights("churn.weights.h5")
score = f1(model, "holdout", "report")
print(f"reported F1 {score:.4f}")

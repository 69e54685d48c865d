import joblib
import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
late = y_test >= 6
joblib.dump((X_test[late], y_test[late]), "test_data.joblib")

scaler = StandardScaler()
X_train = torch.tensor(scaler.fit_transform(X_train), dtype=torch.float32)
X_val = torch.tensor(scaler.transform(X_test[late]), dtype=torch.float32)
y_train = torch.tensor(y_train)
y_val = torch.tensor(y_test[late])
joblib.dump(scaler, "scaler.joblib")

model = nn.Sequential(nn.Linear(64, 48), nn.ReLU(), nn.Dropout(0.2), nn.Linear(48, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(8):
    model.train()
    for idx in torch.randperm(len(X_train)).split(64):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X_train[idx]), y_train[idx]).backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        val_accuracy = (model(X_val).argmax(1) == y_val).float().mean().item()
    print(f"epoch {epoch}: val_accuracy={val_accuracy:.4f}")
torch.save(model.state_dict(), "weights.pt")
